package io.github.altprop.training.initialization;

import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/** Draws weights for a synapse. */
@FunctionalInterface
public interface Initializer {
  /**
   * Overwrites {@code weight}, [units, fan-in...] of any element type.
   *
   * @param synapse whose weight it is: fan-in and fan-out
   * @param seed the same seed gives the same weights
   */
  void draw(Engine engine, Synapse synapse, long seed, Tensor weight);
}
