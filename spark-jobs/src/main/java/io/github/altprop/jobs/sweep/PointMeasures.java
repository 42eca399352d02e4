package io.github.altprop.jobs.sweep;

import io.github.altprop.evaluation.embedding.Embedding;
import io.github.altprop.evaluation.run.DistanceRow;
import io.github.altprop.evaluation.run.Run;
import io.github.altprop.jobs.Progress;
import io.github.altprop.jobs.conf.Sweep;
import io.github.altprop.jobs.device.WantedDevice;
import io.github.altprop.jobs.measure.AnglesJob;
import io.github.altprop.jobs.measure.DistancesJob;
import io.github.altprop.jobs.measure.EmbedJob;
import io.github.altprop.jobs.measure.EvaluateJob;
import io.github.altprop.jobs.measure.TrainedRun;
import io.github.altprop.preprocessing.Split;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** Layers whose class distances the sweep shows; empty for all. */
  private final Set<String> distanceLayers;

  private final WantedDevice device;
  private final Progress progress;

  PointMeasures(JavaSparkContext spark, Sweep sweep, WantedDevice device, Progress progress) {
    this.spark = spark;
    measures = sweep.measure();
    distanceLayers = sweep.presentation().distanceLayers();
    this.device = device;
    this.progress = progress;
  }

  void measure(Point point, String folder, Optional<Run> before) {
    boolean evaluates =
        wants("evaluate") && before.map(Run::evaluation).orElse(List.of()).isEmpty();
    boolean rules = before.flatMap(Run::rule).filter(WITHOUT_ANGLES::contains).isEmpty();
    boolean angles =
        wants("angles") && rules && before.map(Run::angles).orElse(List.of()).isEmpty();
    boolean distances = wants("distances") && !knows(before.map(Run::distances).orElse(List.of()));
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
        DistancesJob.runWherePresent(run, Split.TEST, layersOfDistances(run));
      }
      if (embeds) {
        EmbedJob.obstacle(run, PICTURES)
            .ifPresentOrElse(progress::say, () -> EmbedJob.run(run, PICTURES, Progress.SILENT));
      }
    }
  }

  /** Whether what was measured before has all that is shown: a table may be new. */
  private boolean knows(List<DistanceRow> measured) {
    Set<String> layers = measured.stream().map(DistanceRow::layer).collect(Collectors.toSet());
    return !layers.isEmpty() && layers.containsAll(distanceLayers);
  }

  /** Those that are shown, and those whose pictures are. */
  private Set<String> layersOfDistances(TrainedRun run) {
    Set<String> layers = new LinkedHashSet<>(distanceLayers);
    if (!layers.isEmpty() && wants("embed")) {
      layers.addAll(EmbedJob.layers(run, PICTURES));
    }
    return layers;
  }

  private boolean wants(String measure) {
    return measures.contains(measure);
  }
}
