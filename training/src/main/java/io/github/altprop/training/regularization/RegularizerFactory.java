package io.github.altprop.training.regularization;

import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import java.util.List;

/** Makes a regulariser for a learner. */
@FunctionalInterface
public interface RegularizerFactory {
  /**
   * Allocates what the regulariser needs.
   *
   * @param weights those that the learner has regularised, from input to output, [units, fan-in...]
   */
  Regularizer create(Engine engine, ElementType type, List<Parameter> weights, Options options);
}
