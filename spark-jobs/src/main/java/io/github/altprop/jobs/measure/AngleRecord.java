package io.github.altprop.jobs.measure;

import java.io.Serializable;

/**
 * The angle of one layer's update to backprop's.
 *
 * @param step minibatches done before the one it was measured on
 * @param layer whose weight it is
 * @param degrees null if undefined
 */
public record AngleRecord(long step, String layer, Double degrees) implements Serializable {}
