package io.github.altprop.jobs.state;

import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that a step of training changes: parameters, running statistics and the optimiser's
 * moments. What a rule holds fixed, such as feedback weights, is not part of it; every worker gets
 * that once.
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

  /** Puts a trainer into this state; its moments stay as they are if this state has none. */
  public void into(Trainer trainer) {
    into(trainer.learner());
    optimizer.into(trainer);
  }

  /** Puts a learner into this state, for predictions. */
  public void into(Learner learner) {
    parameters.into(learner.parameters().flat());
    statistics.into(learner.statistics().flat());
  }

  /** This state, with moments that are kept elsewhere left out. */
  public ModelState withoutMoments() {
    return optimizer.slots().isEmpty()
        ? this
        : new ModelState(parameters, statistics, new OptimizerState(Map.of(), optimizer.steps()));
  }

  /** Bytes of all its numbers. */
  public long bytes() {
    return vectors().stream().mapToLong(Numbers::bytes).sum();
  }

  /** A trainer's vectors, in the order of {@link #vectors()}; without moments. */
  public static List<Tensor> vectors(Trainer trainer) {
    return List.of(trainer.learner().parameters().flat(), trainer.learner().statistics().flat());
  }

  /** Parameters, statistics, and the moments in the order of their names. */
  public List<Numbers> vectors() {
    List<Numbers> vectors = new ArrayList<>(List.of(parameters, statistics));
    vectors.addAll(optimizer.vectors());
    return vectors;
  }

  /** A state like this one of other vectors, in the order of {@link #vectors()}. */
  public ModelState with(List<Numbers> vectors, long steps) {
    return new ModelState(
        vectors.get(0), vectors.get(1), optimizer.with(vectors.subList(2, vectors.size()), steps));
  }
}
