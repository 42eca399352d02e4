package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Activation;

/** A layer with a weight: dense or convolution. Seen as a matrix, the weight is [units, fan-in]. */
public interface Synapse extends Layer {
  /** The weight, [units, fan-in...]; the first {@link #kept} units are passed on. */
  Parameter weight();

  /** The bias [units], or null. */
  Parameter bias();

  /** Units (channels) that are passed on. */
  int kept();

  /** Units (channels) in all, auxiliary ones included. */
  int units();

  /** Inputs of one unit. */
  int fanIn();

  /** Outgoing connections of one input: units for dense layers, units kh kw for convolutions. */
  int fanOut();

  /**
   * Places where the weight is applied to one example: 1 for dense, output pixels for convolutions.
   */
  int positions();

  /** The non-linearity after the weight. */
  Activation activation();

  /** Whether the weight is a square matrix, so that an inverse can exist. */
  default boolean square() {
    return units() == fanIn();
  }
}
