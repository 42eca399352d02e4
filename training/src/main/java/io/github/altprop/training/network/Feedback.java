package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Tensor;

/** The weights through which an error travels back: what tells the error-feedback rules apart. */
public interface Feedback {
  /**
   * Called once a minibatch, after the forward pass and before the walk back.
   *
   * @param pass holds d loss / d logits in {@link Pass#outputError}; nothing is to be changed
   * @param minibatch running number of the minibatch
   */
  default void begin(Pass pass, long minibatch) {}

  /**
   * Computes the error at a synapse's input from the error at its pre-activation.
   *
   * @param error [batch, kept...]; not to be changed
   * @param inputError written, [batch, in...]
   */
  void propagate(SynapsePass synapse, Tensor error, Tensor inputError);
}
