package io.github.altprop.training.learner;

import io.github.altprop.training.network.ParameterVector;

/**
 * Looks at a rule's raw updates, before regularisers and the optimiser see them; steps without one
 * ({@link #NONE}) save work, but change the parameters by the same bits.
 */
@FunctionalInterface
public interface GradientProbe {
  /** Sees nothing. */
  GradientProbe NONE = (learner, batch, loss, updates) -> {};

  /**
   * Called once a step.
   *
   * @param loss of the minibatch
   * @param updates not to be changed
   */
  void observe(Learner learner, Minibatch batch, StepLoss loss, ParameterVector updates);
}
