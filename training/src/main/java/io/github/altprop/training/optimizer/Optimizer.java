package io.github.altprop.training.optimizer;

import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Engine;
import java.util.List;
import java.util.Map;

/** Moves parameters against their updates. */
public interface Optimizer {
  /**
   * Tells the engine what changes from step to step, before {@link #apply}.
   *
   * @param learningRate before the groups' factors
   * @param step number of the step, from 1
   */
  void prepare(double learningRate, long step);

  /**
   * One step, in place; the same work every time.
   *
   * @param updates gradients; may be overwritten
   */
  void apply(ParameterVector parameters, ParameterVector updates);

  /** {@link #prepare} and {@link #apply}. */
  default void step(
      ParameterVector parameters, ParameterVector updates, double learningRate, long step) {
    prepare(learningRate, step);
    apply(parameters, updates);
  }

  /**
   * This optimiser for a part of the parameters, with the same moments, on another engine: parts
   * that do not overlap may make their steps at the same time.
   *
   * @param groups some of this optimiser's
   */
  Optimizer part(Engine engine, List<ParameterGroup> groups);

  /** Moments by name, in the layout of the parameters: what averages and checkpoints carry. */
  Map<String, ParameterVector> slots();
}
