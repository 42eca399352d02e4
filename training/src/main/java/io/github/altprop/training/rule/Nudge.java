package io.github.altprop.training.rule;

/** How far a layer's activations are moved to their targets before the layer is inverted. */
@FunctionalInterface
interface Nudge {
  /**
   * gamma of one example.
   *
   * @param distance Euclidean distance of target and activation, above 0
   * @param units elements of the activation, auxiliary ones included
   */
  double gamma(double distance, int units);

  /** gamma = eta sqrt(units) / distance. Source: Dalm et al. 2023, code. */
  static Nudge normalized(double eta) {
    return (distance, units) -> eta * Math.sqrt(units) / distance;
  }

  /** Vanilla GAIT-prop's constant. */
  static Nudge constant(double gamma) {
    return (distance, units) -> gamma;
  }
}
