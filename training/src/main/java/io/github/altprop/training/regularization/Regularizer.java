package io.github.altprop.training.regularization;

import io.github.altprop.training.network.ParameterVector;
import java.util.Optional;

/** A penalty on the parameters that is added to a rule's updates. */
@FunctionalInterface
public interface Regularizer {
  /**
   * The penalty at a step; empty if the step goes without. One step's is done with when the next
   * one's is asked for.
   *
   * @param parameters those before the step
   * @param step number of the step, from 1
   */
  Optional<Penalty> at(ParameterVector parameters, long step);
}
