package io.github.altprop.training.optimizer;

/** A factor on the learning rate as training goes on. */
@FunctionalInterface
public interface Schedule {
  /**
   * The factor for the step that is about to be made.
   *
   * @param epochs epochs done so far, fractions included
   * @param totalEpochs epochs to be done in all
   */
  double factor(double epochs, double totalEpochs);
}
