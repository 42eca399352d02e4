package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.metric.Accuracy;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.worker.Crew;
import io.github.altprop.jobs.worker.Worker;
import io.github.altprop.preprocessing.Split;
import java.util.List;
import java.util.function.Supplier;

/** Counts right answers over a whole split. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * Runs one Spark batch.
   *
   * @param batchSize examples computed at once
   */
  public static Accuracy of(
      String description,
      Crew crew,
      ModelState state,
      Split split,
      long examples,
      int batchSize,
      int classes) {
    List<Stretch> tasks = Stretch.of(split, examples, batchSize);
    Accuracy total = new Accuracy(classes);
    crew.run(description, state, tasks, (worker, own, task) -> count(worker, own, task, classes))
        .forEach(total::merge);
    return total;
  }

  private static Accuracy count(
      Worker worker, Supplier<ModelState> state, Stretch stretch, int classes) {
    state.get().into(worker.learner());
    Accuracy accuracy = new Accuracy(classes);
    worker
        .inputs()
        .stored(
            stretch.split(),
            stretch.from(),
            stretch.to(),
            batch -> {
              float[] logits = worker.learner().logits(batch.inputs(), batch.size());
              double lossSum = worker.lossSum(logits, batch.labels());
              accuracy.add(worker.loss().scores(logits), batch.labels(), lossSum);
            });
    return accuracy;
  }
}
