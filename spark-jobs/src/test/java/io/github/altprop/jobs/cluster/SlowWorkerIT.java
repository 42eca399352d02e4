package io.github.altprop.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trainings one of whose two machines computes a tenth of the time only. */
@Tag("long")
class SlowWorkerIT {
  /** Large shares, so that most of a round is steps. */
  private static final String EXPERIMENT =
      """
      name: slow
      network: {name: gait-cifar-shallow, width: 256, hidden: 2}
      rule: gp
      optimizer: {name: adam, learningRate: 1e-3}
      batchSize: 32
      epochs: 3
      averaging: {period: 20, workers: 2}
      metrics: {anglesEvery: 10}
      """;

  private static final String HOST = StandaloneCluster.host(1);

  private ClusterTrial trial;

  @BeforeEach
  void startCluster() {
    Path folder = ClusterTrial.folder("slow-images");
    trial =
        ClusterTrial.start(
            "slow",
            EXPERIMENT,
            ClusterTrial.shardOptions(DrawnImages.write(folder, 2560, 64).toString()));
  }

  @AfterEach
  void stopCluster() {
    if (trial != null) {
      trial.close();
    }
  }

  @Test
  void aSlowMachineIsNamed() {
    String output = trainSlowly("slow");

    assertThat(output)
        .containsPattern("worker [01] on " + HOST + " took [0-9.]+ times as long as the others")
        .doesNotContain("copies overtook");
    assertThat(trial.text("slow/metrics.jsonl")).contains("\"slowestHost\":\"" + HOST + "\"");
    trial.assertAsHere("slow");
  }

  @Test
  void aSlowMachineIsOvertakenAndNamedAndNothingCountsTwice() {
    trial
        .submissions()
        .with("spark.speculation", "true")
        .with("spark.speculation.minTaskRuntime", "100ms");

    String output = trainSlowly("overtaken");

    assertThat(output).containsPattern("copies overtook \\d+ tasks on " + HOST);
    assertThat(trial.text("overtaken/metrics.jsonl"))
        .contains("\"overtakenHost\":\"" + HOST + "\"");
    trial.assertAsHere("overtaken");
  }

  /** Trains on the cluster while one machine is slow, and returns what is on the screen. */
  private String trainSlowly(String run) {
    LoggedProcess driver = trial.submissions().client(trial.train(run));
    driver.readTo(line -> trial.run(run).rounds() > 0);
    SlowMachine slow = SlowMachine.of(trial.cluster(), 1);
    try {
      ClusterTrial.succeeds(driver);
    } finally {
      slow.close();
    }
    return driver.text();
  }
}
