package io.github.altprop.jobs.cluster;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A master, two workers, {@code spark-submit} and the application jar. */
class StandaloneClusterIT {
  private static final String EXPERIMENT =
      """
      name: small
      network: {name: gait-cifar-shallow, width: 96, hidden: 2}
      rule: gp
      optimizer: {name: adam, learningRate: 1e-3}
      batchSize: 32
      epochs: 2
      averaging: {period: 2, workers: 2}
      metrics: {anglesEvery: 10}
      checkpoint: {everyRounds: 2}
      """;

  private static ClusterTrial trial;

  @BeforeAll
  static void startCluster() {
    Path folder = ClusterTrial.folder("standalone");
    String images = DrawnImages.write(folder.resolve("images"), 640, 64).toString();
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
  void aDriverInTheSubmittingProcessTrainsToTheBitsOfOneProcess() {
    ClusterTrial.succeeds(trial.submissions().client(trial.train("client")));

    trial.assertAsHere("client");
  }

  @Test
  void aDriverOnTheClusterTrainsToTheBitsOfOneProcess() {
    LoggedProcess submission = trial.submissions().cluster(trial.train("cluster"));

    submission.readTo(line -> line.matches(".* State of driver \\S+ is FINISHED.*"));
    trial.assertAsHere("cluster");
  }

  @Test
  void anExecutorKilledInMidRoundChangesNoBit() {
    new Kills(trial).executors("executor-killed", 1);

    trial.assertAsHere("executor-killed");
  }

  @Test
  void aDriverKilledAndResumedChangesNoBit() {
    new Kills(trial).driver("driver-killed", 2, 2, 1);

    trial.assertAsHere("driver-killed");
  }
}
