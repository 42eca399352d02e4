package io.github.altprop.jobs.storage;

import java.io.Serializable;

/**
 * Consecutive positions of an epoch: one minibatch.
 *
 * @param from first position
 * @param count number of positions
 */
public record PositionRange(long from, int count) implements Serializable {}
