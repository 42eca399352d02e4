package io.github.altprop.training.optimizer;

import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Engine;
import java.util.List;
import java.util.Map;

/** Moves parameters against their updates. */
public interface Optimizer {
  /**
   * One step, in place.
   *
   * @param updates gradients; may be overwritten
   * @param learningRate before the groups' factors
   * @param step number of this step, from 1
   */
  void step(ParameterVector parameters, ParameterVector updates, double learningRate, long step);

  /**
   * This optimiser for a part of the parameters, with the same moments, on another engine: parts
   * that do not overlap may make their steps at the same time.
   */
  Optimizer part(Engine engine, List<ParameterGroup> groups);

  /** Moments by name, in the layout of the parameters: what averages and checkpoints carry. */
  Map<String, ParameterVector> slots();
}
