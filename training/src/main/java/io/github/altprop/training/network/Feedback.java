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
   * Draws and puts what this minibatch needs and no other does, such as random numbers, before
   * {@link #begin}; what was not prepared is drawn when it is needed.
   *
   * @param minibatch running number of the minibatch
   */
  default void prepare(Pass pass, long minibatch) {}

  /**
   * Whether it asks the same of the engine for every minibatch of one size ({@link
   * io.github.altprop.training.tensor.Engine#repeatedly}) once that is {@linkplain #prepare
   * prepared}, so that a step may be recorded and done again without asking this.
   */
  default boolean repeats() {
    return false;
  }

  /**
   * Computes the error at a synapse's input from the error at its pre-activation.
   *
   * @param error [batch, kept...]; not to be changed
   * @param inputError written, [batch, in...]
   */
  void propagate(SynapsePass synapse, Tensor error, Tensor inputError);
}
