package io.github.altprop.training.rule;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/** How far each example of a layer is moved to its target before the layer is inverted. */
@FunctionalInterface
interface Nudge {
  /**
   * Writes gamma of each example; 0 where there is no distance.
   *
   * @param distances Euclidean distance of target and activation, [batch] in float64
   * @param units elements of an example's activation, auxiliary ones included
   * @param gammas [batch] in float64; not {@code distances}
   */
  void gammas(Engine engine, Tensor distances, int units, Tensor gammas);

  /** gamma = eta sqrt(units) / distance. Source: Dalm et al. 2023, code. */
  static Nudge normalized(double eta) {
    return (engine, distances, units, gammas) -> {
      engine.fill(eta * Math.sqrt(units), gammas);
      engine.divide(gammas, distances, gammas);
    };
  }

  /** Vanilla GAIT-prop's constant. */
  static Nudge constant(double gamma) {
    return (engine, distances, units, gammas) -> engine.sign(gamma, distances, gammas);
  }
}
