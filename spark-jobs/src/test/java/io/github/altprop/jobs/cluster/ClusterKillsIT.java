package io.github.altprop.jobs.cluster;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many kills of one training; {@link StandaloneClusterIT} has the short form. */
@Tag("long")
class ClusterKillsIT {
  private static final String EXPERIMENT =
      """
      name: killed
      network: {name: gait-cifar-shallow, width: 96, hidden: 2}
      rule: gp
      optimizer: {name: adam, learningRate: 1e-3}
      batchSize: 32
      epochs: 6
      averaging: {period: 2, workers: 2}
      metrics: {anglesEvery: 10}
      checkpoint: {everyRounds: 1}
      """;

  private static ClusterTrial trial;

  @BeforeAll
  static void startCluster() {
    Path folder = ClusterTrial.folder("kills");
    String images = DrawnImages.write(folder.resolve("images"), 1280, 64).toString();
    trial =
        ClusterTrial.start(
            folder, EXPERIMENT, "--dataset", "image-folder", "--source", images, "--size", "32");
  }

  @AfterAll
  static void stopCluster() {
    if (trial != null) {
      trial.close();
    }
  }

  @Test
  void fiveKillsOfExecutorsChangeNoBit() {
    new Kills(trial).executors("executors-killed", 5);

    trial.assertAsHere("executors-killed");
  }

  @Test
  void tenKillsOfTheDriverChangeNoBit() {
    new Kills(trial).driver("driver-killed", 10, 5, 1);

    trial.assertAsHere("driver-killed");
  }
}
