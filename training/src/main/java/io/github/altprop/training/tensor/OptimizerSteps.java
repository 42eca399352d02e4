package io.github.altprop.training.tensor;

/** Optimiser steps, each one pass over the flat vectors. */
public interface OptimizerSteps {
  /**
   * m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; p -= rate m / (sqrt(v) + epsilon).
   *
   * @param rate learning rate with the bias corrections already applied
   */
  void adam(
      Tensor parameters,
      Tensor gradient,
      Tensor firstMoment,
      Tensor secondMoment,
      double rate,
      double beta1,
      double beta2,
      double epsilon);

  /** v = momentum v + (g + decay p); p -= rate v. */
  void momentum(
      Tensor parameters,
      Tensor gradient,
      Tensor velocity,
      double rate,
      double momentum,
      double decay);
}
