package io.github.altprop.training.tensor;

/**
 * Optimiser steps, each one pass over the flat vectors. What changes from step to step, the rate,
 * is read from a tensor when the step is made, so that a step can be recorded once and replayed.
 */
public interface OptimizerSteps {
  /**
   * m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; p -= rate m / (sqrt(v) + epsilon).
   *
   * @param rate [1] in float64: the learning rate with the bias corrections already applied
   */
  void adam(
      Tensor parameters,
      Tensor gradient,
      Tensor firstMoment,
      Tensor secondMoment,
      Tensor rate,
      double beta1,
      double beta2,
      double epsilon);

  /**
   * v = momentum v + (g + decay p); p -= rate v.
   *
   * @param rate [1] in float64
   */
  void momentum(
      Tensor parameters,
      Tensor gradient,
      Tensor velocity,
      Tensor rate,
      double momentum,
      double decay);

  /**
   * p -= rate g.
   *
   * @param rate [1] in float64
   */
  void descend(Tensor parameters, Tensor gradient, Tensor rate);
}
