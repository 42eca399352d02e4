package io.github.altprop.jobs.state;

import io.github.altprop.training.learner.Trainer;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * An optimiser's memory.
 *
 * @param slots moments by name
 * @param steps steps made
 */
public record OptimizerState(Map<String, Numbers> slots, long steps) implements Serializable {
  public OptimizerState {
    slots = new TreeMap<>(slots);
  }

  /** A copy of a trainer's. */
  public static OptimizerState of(Trainer trainer) {
    Map<String, Numbers> slots = new TreeMap<>();
    trainer.optimizer().slots().forEach((name, slot) -> slots.put(name, Numbers.of(slot.flat())));
    return new OptimizerState(slots, trainer.steps());
  }

  /** Puts a trainer's optimiser into this state. */
  public void into(Trainer trainer) {
    trainer.resumeAt(steps);
    trainer.optimizer().slots().forEach((name, slot) -> slots.get(name).into(slot.flat()));
  }
}
