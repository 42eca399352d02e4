package io.github.altprop.jobs.cluster;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many kills of one training; {@link StandaloneClusterIT} has the short form. */
@Tag("long")
class ClusterKillsIT {
  private static ClusterTrial trial;

  @BeforeAll
  static void startCluster() {
    String schedule =
        """
        epochs: 6
        checkpoint: {everyRounds: 1}
        """;
    trial = ClusterTrial.onDrawnImages("kills", 1280, schedule);
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
