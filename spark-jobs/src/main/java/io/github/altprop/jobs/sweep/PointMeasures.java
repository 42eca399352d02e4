package io.github.altprop.jobs.sweep;

import io.github.altprop.evaluation.embedding.Embedding;
import io.github.altprop.evaluation.run.Run;
import io.github.altprop.jobs.Progress;
import io.github.altprop.jobs.device.WantedDevice;
import io.github.altprop.jobs.measure.AnglesJob;
import io.github.altprop.jobs.measure.DistancesJob;
import io.github.altprop.jobs.measure.EmbedJob;
import io.github.altprop.jobs.measure.EvaluateJob;
import io.github.altprop.jobs.measure.TrainedRun;
import io.github.altprop.preprocessing.Split;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/** Measures a finished point as the commands of the same names do, unless that was done before. */
final class PointMeasures {
  private static final int ANGLE_BATCHES = 20;

  /** Rules whose angle to backprop is not asked for: backprop's own, and what has no gradient. */
  private static final Set<String> WITHOUT_ANGLES = Set.of("bp", "al");

  /** As the command's defaults: every point's pictures are of the same examples. */
  private static final EmbedJob.Request PICTURES =
      new EmbedJob.Request(
          Split.TEST,
          List.of(),
          EmbedJob.EXAMPLES,
          new Embedding(EmbedJob.PERPLEXITY, EmbedJob.SEED));

  private final JavaSparkContext spark;
  private final List<String> measures;
  private final WantedDevice device;
  private final Progress progress;

  PointMeasures(
      JavaSparkContext spark, List<String> measures, WantedDevice device, Progress progress) {
    this.spark = spark;
    this.measures = measures;
    this.device = device;
    this.progress = progress;
  }

  void measure(Point point, String folder, Optional<Run> before) {
    boolean evaluates =
        wants("evaluate") && before.map(Run::evaluation).orElse(List.of()).isEmpty();
    boolean rules = before.flatMap(Run::rule).filter(WITHOUT_ANGLES::contains).isEmpty();
    boolean angles =
        wants("angles") && rules && before.map(Run::angles).orElse(List.of()).isEmpty();
    boolean distances =
        wants("distances") && before.map(Run::distances).orElse(List.of()).isEmpty();
    boolean embeds =
        wants("embed") && before.map(Run::embedding).map(t -> t.isEmpty()).orElse(true);
    if (!evaluates && !angles && !distances && !embeds) {
      return;
    }
    progress.at(0, 1, "measuring " + point.name());
    try (TrainedRun run = TrainedRun.open(spark, folder, point.dataUri(), device, progress)) {
      if (evaluates) {
        EvaluateJob.run(run, List.of(Split.TRAIN, Split.TEST));
      }
      if (angles) {
        AnglesJob.run(run, ANGLE_BATCHES);
      }
      if (distances) {
        DistancesJob.run(run, Split.TEST, List.of());
      }
      if (embeds) {
        EmbedJob.obstacle(run, PICTURES)
            .ifPresentOrElse(progress::say, () -> EmbedJob.run(run, PICTURES, Progress.SILENT));
      }
    }
  }

  private boolean wants(String measure) {
    return measures.contains(measure);
  }
}
