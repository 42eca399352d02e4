package io.github.altprop.evaluation.run;

/**
 * One number of a chart over training.
 *
 * @param name what it is, for example {@code loss/train}; charts whose names begin alike are shown
 *     together
 * @param step minibatches of all workers since the start
 * @param value finite
 */
public record Scalar(String name, long step, double value) {}
