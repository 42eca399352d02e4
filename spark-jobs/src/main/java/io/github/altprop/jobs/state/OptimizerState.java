package io.github.altprop.jobs.state;

import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An optimiser's memory.
 *
 * @param slots moments by name; none where they are kept elsewhere
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
    slots.forEach((name, numbers) -> numbers.into(trainer.optimizer().slots().get(name).flat()));
  }

  /** A trainer's moments, in the order of {@link #vectors()}. */
  public static List<Tensor> vectors(Trainer trainer) {
    List<Tensor> vectors = new ArrayList<>();
    new TreeMap<>(trainer.optimizer().slots()).values().forEach(slot -> vectors.add(slot.flat()));
    return vectors;
  }

  /** The moments in the order of their names. */
  public List<Numbers> vectors() {
    return List.copyOf(slots.values());
  }

  /** A state whose moments have these names and, in this order, the vectors. */
  public OptimizerState with(List<Numbers> vectors, long newSteps) {
    Map<String, Numbers> filled = new TreeMap<>();
    for (String name : slots.keySet()) {
      filled.put(name, vectors.get(filled.size()));
    }
    return new OptimizerState(filled, newSteps);
  }
}
