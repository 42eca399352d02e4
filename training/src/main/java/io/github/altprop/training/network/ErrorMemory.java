package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Tensor;

/**
 * Decides where a group of layers writes its outputs and the errors that it sends back. The group
 * is a whole network, or all layers inside its composite layers.
 */
interface ErrorMemory {
  /** For the output of a layer, [batch, out...], or null if the layer is to have its own buffer. */
  Tensor output(Layer layer);

  /**
   * For the error at the input of a layer, [batch, in...]: apart from the error at its output, from
   * the outputs of this layer and of all before it.
   */
  Tensor inputError(Layer layer);
}
