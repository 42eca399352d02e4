package io.github.altprop.training.optimizer;

import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.tensor.Engine;
import java.util.List;

/** Makes an optimiser for a parameter vector. */
@FunctionalInterface
public interface OptimizerFactory {
  /** Allocates the moments, all zero. */
  Optimizer create(
      Engine engine, ParameterVector parameters, List<ParameterGroup> groups, Options options);
}
