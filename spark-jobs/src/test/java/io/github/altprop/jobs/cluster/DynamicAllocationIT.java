package io.github.altprop.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.round.RoundFixture;
import io.github.altprop.jobs.storage.ShardFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Executors that Spark takes away while they have nothing to do, with all that they hold, and
 * brings back while tasks wait.
 */
@Tag("long")
class DynamicAllocationIT {
  private static final String EXPERIMENT =
      """
      name: dynamic
      network: {name: gait-cifar-shallow, width: 96, hidden: 2}
      rule: gp
      optimizer: {name: adam, learningRate: 1e-3}
      batchSize: 32
      epochs: 4
      averaging: {period: 2, workers: 2}
      checkpoint: {everyRounds: 3}
      metrics: {anglesEvery: 10, evaluateEvery: 2}
      """;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long LOOK_NANOS = 50_000_000;

  /**
   * Executors that hold nothing of a job that runs go after a second, down to a least number.
   *
   * @param decommission whether they hand over what they hold
   */
  private static Map<String, String> settings(int least, boolean decommission) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("spark.dynamicAllocation.enabled", "true");
    settings.put("spark.dynamicAllocation.initialExecutors", "2");
    settings.put("spark.dynamicAllocation.minExecutors", Integer.toString(least));
    settings.put("spark.dynamicAllocation.schedulerBacklogTimeout", "1s");
    settings.put("spark.dynamicAllocation.executorIdleTimeout", "1s");
    settings.put("spark.dynamicAllocation.cachedExecutorIdleTimeout", "1s");
    settings.put("spark.dynamicAllocation.shuffleTracking.enabled", "true");
    settings.put("spark.dynamicAllocation.shuffleTracking.timeout", "1s");
    settings.put("spark.decommission.enabled", Boolean.toString(decommission));
    settings.put("spark.storage.decommission.enabled", Boolean.toString(decommission));
    settings.put("spark.storage.decommission.replicationReattemptInterval", "1s");
    return settings;
  }

  @Test
  void aTrainingWhoseExecutorsComeLateHasTheBitsOfOneProcess() {
    Path folder = ClusterTrial.folder("dynamic-images");
    String images = DrawnImages.write(folder, 160, 64).toString();
    try (ClusterTrial trial =
        ClusterTrial.start("dynamic", EXPERIMENT, ClusterTrial.shardOptions(images))) {
      settings(0, false).forEach(trial.submissions()::with);
      TaskFaults.cause(TaskFaults.Fault.ROUNDS_TAKE_LONG, folder, trial.submissions());

      LoggedProcess driver = trial.submissions().client(trial.train("dynamic"));

      driver.readTo(line -> line.contains("removed due to idle timeout"));
      driver.readTo(line -> line.matches(".*Starting task .*\\bexecutor [2-9], .*"));
      ClusterTrial.succeeds(driver);
      trial.assertAsHere("dynamic");
    }
  }

  /** After each round all executors but a least number go, and with them what they hold. */
  @ParameterizedTest
  @CsvSource({"0, keep, false", "1, average, true"})
  @Tag("in-process")
  void executorsThatGoBetweenRoundsChangeNoBit(
      int least, String optimizerState, boolean decommission, @TempDir Path data)
      throws IOException {
    ShardFixture.write(data);
    Path folder = ClusterTrial.folder("dynamic-rounds");
    Experiment experiment = RoundFixture.experiment(2, optimizerState);
    try (StandaloneCluster cluster =
        StandaloneCluster.start(SparkHome.ofBuild(), folder.resolve("spark"), Map.of())) {
      RoundFixture.Epoch calm;
      try (JavaSparkContext spark = new JavaSparkContext(cluster.conf("calm"))) {
        calm = RoundFixture.epochInSlices(spark, data.toString(), experiment, 3);
      }
      SparkConf conf = cluster.conf("dynamic");
      settings(least, decommission).forEach(conf::set);
      try (JavaSparkContext spark = new JavaSparkContext(conf)) {
        RoundFixture.Epoch disturbed =
            RoundFixture.epochInSlices(
                spark, data.toString(), experiment, 3, reports -> waitUntilLeft(spark, least));

        assertThat(disturbed).isEqualTo(calm);
      }
    }
  }

  private static void waitUntilLeft(JavaSparkContext spark, int executors) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (executors(spark) > executors) {
      assertThat(System.nanoTime() - deadline).as("executors go").isNegative();
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Spark counts the driver too. */
  private static int executors(JavaSparkContext spark) {
    return spark.sc().statusTracker().getExecutorInfos().length - 1;
  }
}
