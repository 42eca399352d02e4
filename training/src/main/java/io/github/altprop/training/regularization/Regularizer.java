package io.github.altprop.training.regularization;

import io.github.altprop.training.network.ParameterVector;

/** A penalty on the parameters. */
public interface Regularizer {
  /**
   * Adds the penalty's gradient to {@code updates}.
   *
   * @param step number of this step, from 1
   */
  void addGradient(ParameterVector parameters, ParameterVector updates, long step);
}
