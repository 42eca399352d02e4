package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.run.ComponentRow;
import io.github.altprop.jobs.worker.Worker;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.associated.LossAverages;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What components of an associated network have left of their losses, over a whole split. */
final class ComponentEvaluation {
  private ComponentEvaluation() {}

  /**
   * What one task found.
   *
   * @param sizes how many elements t_0, ..., t_C have
   */
  private record Part(List<ComponentLosses> means, List<Integer> sizes, long examples)
      implements Serializable {}

  /**
   * Runs one Spark batch.
   *
   * @return a row for each component; none for networks without components
   */
  static List<ComponentRow> of(TrainedRun run, Split split) {
    List<Stretch> tasks =
        Stretch.of(
            split, run.data().manifest().split(split).examples(), run.experiment().batchSize());
    LossAverages averages = new LossAverages();
    List<Integer> sizes = List.of();
    List<Part> parts =
        run.crew()
            .run(
                run.experiment().name() + ": losses of components, " + split.label(),
                run.state(),
                tasks,
                (worker, state, stretch) -> {
                  state.get().into(worker.learner());
                  return measured(worker, stretch);
                });
    for (Part part : parts) {
      averages.add(part.means(), part.examples());
      sizes = part.sizes();
    }
    List<ComponentLosses> means = averages.means();
    List<ComponentRow> rows = new ArrayList<>();
    for (int i = 0; i < means.size(); i++) {
      ComponentLosses mean = means.get(i);
      ComponentLosses sum = mean.perExample(sizes, i);
      rows.add(
          new ComponentRow(
              split.label(),
              "component" + i, // its name in the network
              averages.examples(),
              finite(mean.associated()),
              finite(mean.autoencoder()),
              finite(sum.associated()),
              finite(sum.autoencoder())));
    }
    return rows;
  }

  private static Part measured(Worker worker, Stretch stretch) {
    LossAverages averages = new LossAverages();
    worker
        .inputs()
        .stored(
            stretch.split(),
            stretch.from(),
            stretch.to(),
            batch ->
                averages.add(
                    worker.learner().componentLosses(batch.inputs(), batch.labels()),
                    batch.size()));
    return new Part(averages.means(), worker.learner().targetSizes(), averages.examples());
  }

  private static OptionalDouble finite(double loss) {
    return Double.isFinite(loss) ? OptionalDouble.of(loss) : OptionalDouble.empty();
  }
}
