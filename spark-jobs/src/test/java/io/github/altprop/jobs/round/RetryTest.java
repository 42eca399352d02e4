package io.github.altprop.jobs.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.storage.ShardFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task that fails and is tried again, in a session of its own: the shared one tries once. */
class RetryTest {
  private static SparkSession session;

  @BeforeAll
  static void allowTwoAttempts() {
    SparkSessions.shared().stop();
    session =
        SparkSession.builder()
            .master("local[2,2]")
            .appName("altprop retries")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @ParameterizedTest
  @CsvSource({"1,average,96", "3,average,97", "3,keep,98", "0,average,99", "0,keep,100"})
  void aTaskThatFailedOnceChangesNothing(
      int slices, String optimizerState, int examples, @TempDir Path data) throws IOException {
    ShardFixture.write(data, examples); // each time others, because what was read once is cached
    Experiment experiment = RoundFixture.experiment(2, optimizerState);
    Configuration configuration = new Configuration();
    configuration.set("fs.flaky.impl", FlakyFileSystem.class.getName());
    URI root = URI.create("flaky://%s-%d".formatted(optimizerState, slices));
    FlakyFileSystem files = (FlakyFileSystem) FileSystem.get(root, configuration);
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());

    RoundFixture.Epoch disturbed =
        RoundFixture.epoch(
            spark, root + data.toString(), configuration, experiment, RoundFixture.slices(slices));
    RoundFixture.Epoch calm =
        RoundFixture.epoch(
            spark, data.toString(), configuration, experiment, RoundFixture.slices(slices));

    assertThat(files.failures()).isEqualTo(1);
    assertThat(disturbed).isEqualTo(calm);
  }
}
