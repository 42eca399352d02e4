package io.github.altprop.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trainings of two workers on a cluster that comes to have fewer executors. */
@Tag("long")
class ChangingClusterIT {
  private static final String SCHEDULE =
      """
      epochs: 4
      checkpoint: {everyRounds: 4}
      """;

  private static final Pattern STARTED = Pattern.compile("Starting task .*\\((\\S+), executor ");

  private ClusterTrial trial;

  @BeforeEach
  void startCluster() {
    trial = ClusterTrial.onDrawnImages("changing", 640, SCHEDULE);
    // No machine has room for a second executor of this size.
    trial.submissions().with("spark.executor.memory", "2g");
  }

  @AfterEach
  void stopCluster() {
    if (trial != null) {
      trial.close();
    }
  }

  @Test
  void aMachineLostForGoodChangesNoBit() {
    List<String> rest = new Kills(trial).machine("machine-lost", 1);

    trial.assertAsHere("machine-lost");
    assertAllOnFirst(rest);
  }

  @Test
  void aMachineToldToGoChangesNoBitAndNothingIsComputedAgain() {
    trial
        .submissions()
        .with("spark.decommission.enabled", "true")
        .with("spark.storage.decommission.enabled", "true");

    List<String> rest = new Kills(trial).decommission("machine-told-to-go", 1);

    trial.assertAsHere("machine-told-to-go");
    assertAllOnFirst(rest);
    assertThat(rest).noneMatch(line -> line.contains("FetchFailed"));
  }

  private static void assertAllOnFirst(List<String> output) {
    assertThat(output.stream().flatMap(line -> STARTED.matcher(line).results()))
        .isNotEmpty()
        .allMatch(task -> task.group(1).equals(StandaloneCluster.host(0)));
  }
}
