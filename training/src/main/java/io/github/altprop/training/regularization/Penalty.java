package io.github.altprop.training.regularization;

import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The penalty of a regulariser at the parameters of one step. Made anew for each step in which the
 * regulariser applies.
 */
public interface Penalty {
  /** The parameters it bears on. */
  List<Parameter> parameters();

  /** Adds the penalty's gradient for one of {@link #parameters} to its update. */
  void addGradient(Parameter parameter, ParameterVector updates);

  /**
   * The first rows of an approximate K^-T, [rows, fan-in], if the gradient's arithmetic yields it;
   * {@link #addGradient} for the same weight costs little if it comes next. Valid until another
   * weight is asked for; may be overwritten.
   */
  default Optional<Tensor> nearInverse(Parameter weight, int rows) {
    return Optional.empty();
  }
}
