package io.github.altprop.jobs.tracking;

/**
 * One number of a run.
 *
 * @param timestamp milliseconds since 1970
 * @param step minibatches of all workers since the start
 */
record Metric(String key, double value, long timestamp, long step) {}
