package io.github.altprop.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A master, two workers, {@code spark-submit} and the application jar. */
class StandaloneClusterIT {
  private static ClusterTrial trial;

  @BeforeAll
  static void startCluster() {
    String schedule =
        """
        epochs: 2
        checkpoint: {everyRounds: 2}
        """;
    trial = ClusterTrial.onDrawnImages("standalone", 640, schedule);
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

  /** Why docs/deploying.md sends schedulers to the run itself. */
  @Test
  void theExitCodeOfASubmissionTellsOfADriverInItsOwnProcessOnly() {
    List<String> wrong = trial.train("wrong", "--set", "epochs=none");

    LoggedProcess client = trial.submissions().client(wrong);
    LoggedProcess cluster = trial.submissions().cluster(wrong);

    assertThat(client.exitCode()).isEqualTo(2);
    cluster.readTo(line -> line.matches(".* State of driver \\S+ is FAILED.*"));
    assertThat(cluster.exitCode()).isZero();
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

  @Test
  void aSweepOnTheClusterEqualsOneInOneProcess() {
    ClusterTrial.succeeds(trial.submissions().here(trial.sweep("sweep-here", "--workers", "2")));
    ClusterTrial.succeeds(trial.submissions().client(trial.sweep("sweep-there")));

    for (String table : List.of("points.csv", "summary.csv")) {
      assertThat(trial.text("sweep-there/" + table)).isEqualTo(trial.text("sweep-here/" + table));
    }
    for (String point : List.of("/runs/small-seed1", "/runs/small-seed2")) {
      assertThat(trial.run("sweep-there" + point).weights())
          .isNotEmpty()
          .isEqualTo(trial.run("sweep-here" + point).weights());
    }
  }
}
