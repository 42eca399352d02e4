package io.github.altprop.training.initialization;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/** Draws weights. */
@FunctionalInterface
public interface Initializer {
  /**
   * Overwrites {@code weight}, [units, fan-in...] of any element type.
   *
   * @param fan connections at either end of the weight
   * @param seed the same seed gives the same weights
   */
  void draw(Engine engine, Fan fan, long seed, Tensor weight);
}
