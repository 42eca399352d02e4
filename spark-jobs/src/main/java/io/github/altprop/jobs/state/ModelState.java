package io.github.altprop.jobs.state;

import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.Trainer;
import java.io.Serializable;

/**
 * Everything that a step of training changes. What a rule holds fixed is no part of it: every
 * worker gets it once.
 *
 * @param parameters the learner's
 * @param statistics the learner's running statistics
 * @param optimizer the optimiser's memory
 */
public record ModelState(Numbers parameters, Numbers statistics, OptimizerState optimizer)
    implements Serializable {

  /** A copy of a trainer's state. */
  public static ModelState of(Trainer trainer) {
    return new ModelState(
        Numbers.of(trainer.learner().parameters().flat()),
        Numbers.of(trainer.learner().statistics().flat()),
        OptimizerState.of(trainer));
  }

  /** Puts a trainer into this state. */
  public void into(Trainer trainer) {
    into(trainer.learner());
    optimizer.into(trainer);
  }

  /** Puts a learner into this state, for predictions. */
  public void into(Learner learner) {
    parameters.into(learner.parameters().flat());
    statistics.into(learner.statistics().flat());
  }

  public ModelState with(OptimizerState other) {
    return new ModelState(parameters, statistics, other);
  }
}
