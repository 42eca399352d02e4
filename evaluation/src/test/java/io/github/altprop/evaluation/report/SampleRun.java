package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.run.AngleRow;
import io.github.altprop.evaluation.run.DistanceRow;
import io.github.altprop.evaluation.run.EvaluationRow;
import io.github.altprop.evaluation.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** The files of made-up runs that look like real ones. */
final class SampleRun {
  private static final List<String> LAYERS =
      List.of("layer0.weight", "layer1.weight", "layer2.weight", "layer3.weight");

  private final String folder;
  private final Map<String, String> files = new LinkedHashMap<>();

  SampleRun(String folder) {
    this.folder = folder;
  }

  /** A finished run with everything measured; {@code angle} is that of the first layer. */
  static SampleRun complete(String rule, int epochs, double accuracy, double angle, long seed) {
    SampleRun run = new SampleRun("runs/" + rule + "-" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder metrics = new StringBuilder();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double train = accuracy * (1.08 - 0.75 * Math.exp(-0.5 * epoch));
      double test = accuracy * (1 - 0.7 * Math.exp(-0.6 * epoch) + 0.02 * random.nextDouble());
      metrics.append(epoch(epoch, 196L * epoch, 2.1 - 1.5 * train, train, test));
    }
    for (long step = 0; step <= 196L * epochs; step += 49) {
      for (int layer = 0; layer < LAYERS.size(); layer++) {
        metrics.append(angle(step, LAYERS.get(layer), layerAngle(angle, layer, random)));
      }
    }
    return run.with("metrics.jsonl", metrics.toString())
        .with("experiment.yaml", experiment(rule, epochs, seed))
        .with(
            "provenance.json",
            """
            {"altprop": "0.1.0", "commit": "2f9c01a", "seed": %d,
             "manifest": {"checksum": "sha256:9b1e"}, "start": "2026-11-21T10:%02d:00Z"}
            """
                .formatted(seed, seed))
        .with(EvaluationRow.TABLE.file(), EvaluationRow.TABLE.csv(evaluation(accuracy)))
        .with(AngleRow.TABLE.file(), AngleRow.TABLE.csv(angles(angle, random)))
        .with(DistanceRow.TABLE.file(), DistanceRow.TABLE.csv(distances(accuracy)));
  }

  SampleRun with(String path, String text) {
    files.put(path, text);
    return this;
  }

  SampleRun without(String path) {
    files.remove(path);
    return this;
  }

  Run read() {
    return Run.read(folder, path -> Optional.ofNullable(files.get(path)));
  }

  static String epoch(int epoch, long step, double loss, double train, double test) {
    return String.format(
        Locale.ROOT,
        "{\"kind\":\"epoch\",\"epoch\":%d,\"step\":%d,\"trainLoss\":%.4f,\"trainAccuracy\":%.4f,"
            + "\"trainTop5Accuracy\":%.4f,\"testLoss\":%.4f,\"testAccuracy\":%.4f,\"testTop5Accuracy\":%.4f,\"seconds\":8.1}%n",
        epoch,
        step,
        loss,
        train,
        Math.min(1, 2.2 * train),
        loss + 0.08,
        test,
        Math.min(1, 2.1 * test));
  }

  static String angle(long step, String layer, double degrees) {
    return String.format(
        Locale.ROOT,
        "{\"kind\":\"angles\",\"epoch\":1,\"step\":%d,\"layer\":\"%s\",\"degrees\":%.4f}%n",
        step,
        layer,
        degrees);
  }

  static String losses(long step, String component, double associated, double autoencoder) {
    return String.format(
        Locale.ROOT,
        "{\"kind\":\"components\",\"epoch\":1,\"step\":%d,\"component\":\"%s\",\"examples\":6400,"
            + "\"associatedLoss\":%.6f,\"autoencoderLoss\":%.6f}%n",
        step,
        component,
        associated,
        autoencoder);
  }

  static String alignment(long step, double cosine, String bound, String rho, String rho2) {
    return String.format(
        Locale.ROOT,
        "{\"kind\":\"alignment\",\"epoch\":1,\"step\":%d,\"layer\":\"output\",\"cosine\":%.4f,"
            + "\"bound\":%s,\"neurons\":\"hidden\",\"driftMean\":0.01,\"driftMax\":0.02,"
            + "\"rho\":%s,\"rho2\":%s,\"doesNotApply\":null}%n",
        step,
        cosine,
        bound,
        rho,
        rho2);
  }

  private static double layerAngle(double first, int layer, SplittableRandom random) {
    return layer == LAYERS.size() - 1
        ? 0
        : first * (1 - 0.12 * layer) * (0.94 + 0.12 * random.nextDouble());
  }

  private static List<EvaluationRow> evaluation(double accuracy) {
    return List.of(
        new EvaluationRow("train", 50_000, some(1.1), some(accuracy * 1.07), some(0.94)),
        new EvaluationRow(
            "test",
            10_000,
            some(1.9 - accuracy),
            some(accuracy),
            some(Math.min(1, 2.05 * accuracy))));
  }

  private static List<AngleRow> angles(double first, SplittableRandom random) {
    List<AngleRow> rows = new ArrayList<>();
    for (int layer = 0; layer < LAYERS.size(); layer++) {
      double degrees = layerAngle(first, layer, random);
      rows.add(new AngleRow(LAYERS.get(layer), layer, 20, some(degrees), some(0.06 * degrees)));
    }
    return rows;
  }

  private static List<DistanceRow> distances(double accuracy) {
    List<DistanceRow> rows = new ArrayList<>();
    for (int layer = 0; layer < LAYERS.size(); layer++) {
      double inter = 4.2 + 9 * accuracy * layer;
      rows.add(
          new DistanceRow(
              "layer" + layer, "test", 10, 10_000, some(inter), some(9.8), some(inter / 9.8)));
    }
    return rows;
  }

  private static OptionalDouble some(double value) {
    return OptionalDouble.of(value);
  }

  private static String experiment(String rule, int epochs, long seed) {
    return """
        ---
        name: "cifar10-shallow-%s"
        dataset:
          name: "cifar10"
          normalisation: "unit"
          augmentation:
          - "flip"
          - "crop"
        network:
          name: "gait-cifar-shallow"
        rule:
          name: "%s"
        loss: "softmax-cross-entropy"
        optimizer:
          name: "adam"
          learningRate: %s
        precision: "float32"
        batchSize: 256
        epochs: %d
        seed: %d
        averaging:
          workers: 2
          period: 8
          optimizerState: "average"
        """
        .formatted(rule, rule, rule.equals("fa") ? "5.0E-5" : "1.0E-4", epochs, seed);
  }

  /** BP, GP and FA, each finished. */
  static List<Run> three() {
    return List.of(
        complete("bp", 10, 0.401, 0, 1).read(),
        complete("gp", 10, 0.371, 2.1, 2).read(),
        complete("fa", 10, 0.252, 84, 3).read());
  }
}
