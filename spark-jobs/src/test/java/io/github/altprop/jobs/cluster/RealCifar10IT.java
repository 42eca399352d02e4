package io.github.altprop.jobs.cluster;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** CIFAR-10 on a cluster, if {@code ALTPROP_DATA} has it. */
@Tag("long")
@EnabledIfEnvironmentVariable(named = "ALTPROP_DATA", matches = ".+")
class RealCifar10IT {
  private static final String EXPERIMENT =
      """
      name: cifar10
      dataset: {name: cifar10}
      network: {name: gait-cifar-shallow}
      rule: gp
      optimizer: {name: adam, learningRate: 1e-4}
      batchSize: 256
      epochs: 1
      averaging: {period: 10, workers: 2}
      """;

  @Test
  void anEpochOnTheClusterEndsInTheBitsOfOneProcess() {
    Path source = Path.of(System.getenv("ALTPROP_DATA"), "cifar-10-batches-bin");
    try (ClusterTrial trial =
        ClusterTrial.start(
            "cifar10", EXPERIMENT, "--dataset", "cifar10", "--source", source.toString())) {
      ClusterTrial.succeeds(trial.submissions().client(trial.train("client")));

      trial.assertAsHere("client");
    }
  }
}
