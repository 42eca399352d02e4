package io.github.altprop.training.rule;

import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.tensor.Tensor;

/**
 * Says how a layer's activations are moved towards their targets before the layer is inverted.
 * GAIT-propagation moves them by a small step, target propagation all the way.
 */
interface Approach {
  /**
   * Writes the moved activations.
   *
   * @param synapse holds the activations of all units, [batch, units...]
   * @param target [batch, units...]
   * @param moved written, [batch, units...]
   * @param gammas written, [batch] in float64: by what each example's difference to its target
   *     shrank; 0 if there was none
   */
  void move(SynapsePass synapse, Tensor target, Tensor moved, Tensor gammas);
}
