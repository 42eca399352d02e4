package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Tensor;

/** Where the layers of one level keep what they pass on and the errors that they send back. */
interface ErrorMemory {
  /** For the output of a layer, [batch, out...], or null if the layer is to have its own buffer. */
  Tensor output(Layer layer);

  /**
   * For the error at the input of a layer, [batch, in...]: apart from the error at its output, from
   * the outputs of this layer and of all before it.
   */
  Tensor inputError(Layer layer);
}
