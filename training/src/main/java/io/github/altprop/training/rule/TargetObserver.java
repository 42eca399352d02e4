package io.github.altprop.training.rule;

import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Tensor;

/** Sees what a target rule computes on its way back. */
interface TargetObserver {
  /** Sees nothing. */
  TargetObserver NONE = new TargetObserver() {};

  /**
   * The target of all units of a layer and the factor of its local loss.
   *
   * @param target [batch, units...]
   * @param factors mf, per example: [batch] in float64
   */
  default void target(Synapse layer, Tensor target, Tensor factors) {}

  /**
   * The factors by which a layer's activations were moved before they were inverted, per example:
   * [batch] in float64.
   */
  default void nudged(Synapse layer, Tensor gammas) {}

  /** The loss of a layer's learned inverse, summed over the minibatch: [1] in float64. */
  default void inverted(Synapse layer, Tensor loss) {}
}
