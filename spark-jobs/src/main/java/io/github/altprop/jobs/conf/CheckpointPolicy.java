package io.github.altprop.jobs.conf;

/**
 * When checkpoints are written; the end of an epoch always writes one.
 *
 * @param everyRounds rounds between two checkpoints within an epoch; 0 for none
 * @param keep newest checkpoints that are kept beside the best one
 */
public record CheckpointPolicy(int everyRounds, int keep) {}
