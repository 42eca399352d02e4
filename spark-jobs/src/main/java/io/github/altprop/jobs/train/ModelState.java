package io.github.altprop.jobs.train;

import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.Trainer;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a step of training changes. What a rule holds fixed is no part of it: every
 * worker draws it from the same seed.
 *
 * @param parameters the learner's
 * @param statistics the learner's running statistics
 * @param optimizer the optimiser's memory
 */
record ModelState(Numbers parameters, Numbers statistics, OptimizerState optimizer)
    implements Serializable {

  /** A copy of a trainer's state. */
  static ModelState of(Trainer trainer) {
    Map<String, Numbers> slots = new TreeMap<>();
    trainer.optimizer().slots().forEach((name, slot) -> slots.put(name, Numbers.of(slot.flat())));
    return new ModelState(
        Numbers.of(trainer.learner().parameters().flat()),
        Numbers.of(trainer.learner().statistics().flat()),
        new OptimizerState(slots, trainer.steps()));
  }

  /** Puts a trainer into this state. */
  void into(Trainer trainer) {
    into(trainer.learner());
    trainer.resumeAt(optimizer.steps());
    trainer
        .optimizer()
        .slots()
        .forEach((name, slot) -> optimizer.slots().get(name).into(slot.flat()));
  }

  /** Puts a learner into this state, for predictions. */
  void into(Learner learner) {
    parameters.into(learner.parameters().flat());
    statistics.into(learner.statistics().flat());
  }

  ModelState with(OptimizerState other) {
    return new ModelState(parameters, statistics, other);
  }
}
