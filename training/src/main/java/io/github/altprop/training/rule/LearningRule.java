package io.github.altprop.training.rule;

import io.github.altprop.training.network.Auxiliary;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Tensor;
import java.util.Optional;

/** Assigns credit: turns one minibatch into an update for every parameter. */
public interface LearningRule {
  /**
   * Writes this rule's updates, to be subtracted by an optimiser, in the layout of the parameters;
   * leaves parameters and inputs as they are, d loss / d logits in {@link Pass#outputError} and the
   * sum of the examples' losses in {@link Pass#loss}.
   *
   * @param pass holds the inputs and labels
   * @param minibatch running number of the minibatch: rules that draw random numbers draw them from
   *     it
   */
  void update(Pass pass, long minibatch, ParameterVector updates);

  /**
   * Draws and puts what {@link #update} needs for this minibatch and no other, such as random
   * numbers; what was not prepared, the update draws itself.
   */
  default void prepare(Pass pass, long minibatch) {}

  /**
   * Whether {@link #update} asks the same of the engine for every minibatch of one size ({@link
   * io.github.altprop.training.tensor.Engine#repeatedly}) once that is {@linkplain #prepare
   * prepared}, so that a step may be recorded and done again without asking the rule.
   */
  default boolean repeats() {
    return false;
  }

  /** Whether forward passes must compute auxiliary units. */
  default Auxiliary auxiliary() {
    return Auxiliary.SKIPPED;
  }

  /**
   * The weight through which errors return to a synapse's input; empty if there is none of the
   * forward weight's shape.
   *
   * @param weight of the kept units, [kept, fan-in...]
   */
  default Optional<FeedbackWeight> feedback(Synapse synapse, Tensor weight) {
    return Optional.empty();
  }

  /** What the rule holds fixed and must be kept with the parameters, such as feedback weights. */
  default Optional<ParameterVector> state() {
    return Optional.empty();
  }
}
