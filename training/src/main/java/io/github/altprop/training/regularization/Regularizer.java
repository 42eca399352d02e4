package io.github.altprop.training.regularization;

import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Engine;
import java.util.Collection;
import java.util.Optional;

/** A penalty on the parameters that is added to a rule's updates. */
public interface Regularizer {
  /**
   * The penalty at a step; empty if the step goes without. One step's is done with when the next
   * one's is asked for.
   *
   * @param parameters those before the step
   * @param step number of the step, from 1
   */
  Optional<Penalty> at(ParameterVector parameters, long step);

  /**
   * This regulariser for some of its parameters, with room of its own, on another engine: parts
   * that do not overlap may be asked at the same time.
   *
   * @param some parameters, of which those count that this regulariser bears on
   */
  Regularizer part(Engine engine, Collection<Parameter> some);
}
