package io.github.altprop.jobs.conf;

/**
 * How workers share what they learn.
 *
 * @param workers workers that train side by side
 * @param period minibatches of a worker between two averagings
 * @param keepOptimizerState whether each worker keeps its own moments instead of averaging them
 */
public record Averaging(int workers, int period, boolean keepOptimizerState) {}
