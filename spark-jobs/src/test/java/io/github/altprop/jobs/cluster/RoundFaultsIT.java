package io.github.altprop.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.cluster.TaskFaults.Fault;
import io.github.altprop.jobs.round.Report;
import io.github.altprop.jobs.round.RoundFixture;
import io.github.altprop.jobs.storage.ShardFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rounds on a cluster, some of whose tasks meet with something; the driver is this process. */
@Tag("in-process")
class RoundFaultsIT {
  private static final int WORKERS = 2;
  private static final int SLICES = 3;

  @TempDir static Path data;
  private static StandaloneCluster cluster;

  @TempDir private Path marks;

  @BeforeAll
  static void start() throws IOException {
    ShardFixture.write(data);
    Path folder = ClusterTrial.folder("round-faults");
    cluster = StandaloneCluster.start(SparkHome.ofBuild(), folder.resolve("spark"), Map.of());
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"FIRST_ATTEMPT_HANGS,3", "SECOND_ATTEMPT_HANGS,1"})
  void whicheverOfTwoCopiesOfATaskWinsItsExamplesCountOnce(Fault fault, int slices) {
    SparkConf conf =
        conf(fault)
            .set("spark.speculation", "true")
            .set("spark.speculation.minTaskRuntime", "100ms");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      TaskLog log = TaskLog.of(spark);

      RoundFixture.Epoch disturbed = epoch(spark, slices);
      long copies = log.copies();
      RoundFixture.Epoch calm = epoch(spark, slices);

      assertThat(copies).isPositive();
      assertThat(disturbed).isEqualTo(calm);
      assertThat(disturbed.examples()).isEqualTo(ShardFixture.TRAIN);
    }
  }

  @Test
  void outputLostWithItsExecutorIsMadeAgainAndNothingElse() {
    SparkConf conf = conf(Fault.OUTPUT_IS_LOST).set("spark.shuffle.io.retryWait", "100ms");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      TaskLog log = TaskLog.of(spark);

      RoundFixture.Epoch disturbed = epoch(spark, SLICES);
      TaskLog.Counts met = log.counts();
      RoundFixture.Epoch calm = epoch(spark, SLICES);
      TaskLog.Counts all = log.counts();

      assertThat(disturbed).isEqualTo(calm);
      assertThat(met.fetchFailures()).as(log.toString()).isPositive();
      assertThat(all.fetchFailures()).isEqualTo(met.fetchFailures());
      // Each epoch fits as often; the one whose output was lost once more.
      assertThat(met.fits()).as(log.toString()).isEqualTo(all.fits() - met.fits() + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"average", "keep"})
  void averagesLostWithTheirExecutorAreReadFromTheirCopies(String optimizerState) {
    SparkConf conf = conf(Fault.AVERAGES_ARE_LOST).set("spark.shuffle.io.retryWait", "100ms");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      TaskLog log = TaskLog.of(spark);

      RoundFixture.Epoch disturbed = epoch(spark, SLICES, optimizerState);
      TaskLog.Counts met = log.counts();
      String tasks = log.toString();

      assertThat(disturbed).isEqualTo(epoch(spark, SLICES, optimizerState));
      assertThat(met.fetchFailures()).as(tasks).isPositive();
      if (optimizerState.equals("average")) {
        assertThat(tasks).as("no fit of the first round is made again").doesNotContain("stage 2.");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"average", "keep"})
  void roundsLostWithAllExecutorsAreComputedAgain(String optimizerState) {
    SparkConf conf = conf(Fault.ALL_IS_LOST).set("spark.shuffle.io.retryWait", "100ms");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      TaskLog log = TaskLog.of(spark);

      RoundFixture.Epoch disturbed = epoch(spark, SLICES, optimizerState);
      log.counts();
      String tasks = log.toString();

      assertThat(disturbed).isEqualTo(epoch(spark, SLICES, optimizerState));
      assertThat(tasks).as("fits of the first round are made again").contains("stage 2.");
    }
  }

  @Test
  @Tag("long")
  void workersStayOnTheirMachines(@TempDir Path more) throws IOException {
    ShardFixture.write(more, 8 * ShardFixture.TRAIN);
    try (JavaSparkContext spark = new JavaSparkContext(conf(Fault.NONE))) {
      List<List<String>> hosts = new ArrayList<>();

      RoundFixture.epochInSlices(
          spark,
          more.toString(),
          RoundFixture.experiment(WORKERS, "keep"),
          SLICES,
          reports -> hosts.add(reports.stream().map(Report::host).toList()));

      List<String> first = hosts.get(0);
      assertThat(first).doesNotHaveDuplicates();
      assertThat(hosts)
          .hasSizeGreaterThan(20)
          .allSatisfy(round -> assertThat(round).isEqualTo(first.subList(0, round.size())));
    }
  }

  private static RoundFixture.Epoch epoch(JavaSparkContext spark, int slices) {
    return epoch(spark, slices, "average");
  }

  private static RoundFixture.Epoch epoch(
      JavaSparkContext spark, int slices, String optimizerState) {
    return RoundFixture.epochInSlices(
        spark, data.toString(), RoundFixture.experiment(WORKERS, optimizerState), slices);
  }

  /** Two executors of one task each. */
  private SparkConf conf(Fault fault) {
    return TaskFaults.cause(fault, marks, cluster.conf(fault.toString()));
  }
}
