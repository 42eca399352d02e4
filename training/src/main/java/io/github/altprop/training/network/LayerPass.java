package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Tensor;

/** One layer at work on minibatches of one size: owns the activations that backward needs. */
public interface LayerPass {
  Layer layer();

  /** Computes the output [batch, out...] from the input [batch, in...]; keeps both for backward. */
  Tensor forward(Tensor input, Mode mode);

  /** The output of the last forward pass. Errors may overwrite it once backward has passed. */
  Tensor output();

  /**
   * Sends the error at the output to the input and writes this layer's gradients.
   *
   * @param outputError d loss / d output (or what stands for it), [batch, out...]; left as it is,
   *     unless it is one of the pass's own buffers for errors: then it may be overwritten
   * @param feedback the weights through which it returns
   * @param updates gradients of this layer's parameters are written, not added
   * @return the error at the input, [batch, in...], valid until the next layer's backward but one;
   *     null for the first layer of a network, which needs none
   */
  Tensor backward(Tensor outputError, Feedback feedback, ParameterVector updates);
}
