package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.metric.LayerAngles;
import io.github.altprop.evaluation.metric.Moments;
import io.github.altprop.evaluation.run.AngleRow;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.worker.Feed;
import io.github.altprop.jobs.worker.Worker;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.StepLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The angle of each layer's update to backprop's, over the first minibatches of an epoch, at a
 * run's newest checkpoint: {@code reports/angles.csv}.
 */
public final class AnglesJob {
  private AnglesJob() {}

  /**
   * Measures.
   *
   * @param batches how many minibatches; fewer if an epoch has fewer
   */
  public static List<AngleRow> run(TrainedRun run, int batches) {
    long examples = run.data().manifest().split(Split.TRAIN).examples();
    int batchSize = run.experiment().batchSize();
    long there = (examples + batchSize - 1) / batchSize;
    List<Integer> tasks = IntStream.range(0, (int) Math.min(there, batches)).boxed().toList();
    LayerAngles angles = new LayerAngles();
    run.crew()
        .run(run.experiment().name() + ": angles", run.state(), tasks, AnglesJob::measure)
        .forEach(records -> records.forEach(r -> angles.add(r.layer(), degrees(r))));
    List<AngleRow> rows = new ArrayList<>();
    for (Map.Entry<String, Moments> layer : angles.degrees().entrySet()) {
      Moments moments = layer.getValue();
      rows.add(
          new AngleRow(
              layer.getKey(),
              rows.size(),
              moments.count(),
              moments.mean(),
              moments.standardDeviation()));
    }
    run.folder().folder().child(AngleRow.TABLE.file()).write(AngleRow.TABLE.csv(rows));
    return rows;
  }

  private static List<AngleRecord> measure(Worker worker, Supplier<ModelState> state, int number) {
    state.get().into(worker.learner());
    List<AngleRecord> records = new ArrayList<>();
    AngleProbe probe = new AngleProbe(worker.engine(), worker.gradients(), records::add);
    try (Feed feed = worker.inputs().training(1, List.of(number))) {
      feed.forEach(batch -> measure(worker, probe, batch));
    }
    return records;
  }

  private static void measure(Worker worker, AngleProbe probe, Minibatch batch) {
    try {
      StepLoss loss = worker.learner().update(batch, worker.updates());
      probe.observe(worker.learner(), batch, loss, worker.updates());
    } catch (UnsupportedOperationException e) {
      throw new UserError(
          "experiment "
              + worker.experiment().name()
              + " has no angles to backprop: "
              + e.getMessage(),
          e);
    }
  }

  private static OptionalDouble degrees(AngleRecord record) {
    return record.degrees() == null ? OptionalDouble.empty() : OptionalDouble.of(record.degrees());
  }
}
