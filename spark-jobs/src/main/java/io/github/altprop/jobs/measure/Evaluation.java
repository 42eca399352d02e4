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
    crew.run(description, state, tasks, Evaluation::count).forEach(total::merge);
    return total;
  }

  private static Accuracy count(Worker worker, Supplier<ModelState> state, Stretch stretch) {
    state.get().into(worker.learner());
    Accuracy accuracy = new Accuracy(worker.learner().classes());
    worker
        .inputs()
        .stored(
            stretch.split(),
            stretch.from(),
            stretch.to(),
            batch -> {
              float[] logits = worker.learner().logits(batch.inputs(), batch.size());
              accuracy.add(logits, batch.labels(), worker.lossSum(logits, batch.labels()));
            });
    return accuracy;
  }
}
