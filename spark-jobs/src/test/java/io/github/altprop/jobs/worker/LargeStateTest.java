package io.github.altprop.jobs.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.round.RoundFixture;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.jobs.storage.ShardFixture;
import io.github.altprop.jobs.storage.ShardedDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeStateTest {
  @Test
  void piecesMakeTheStateAgain(@TempDir Path folder) throws IOException {
    ShardFixture.write(folder);
    ShardedDataset data = ShardedDataset.open(folder.toString(), new Configuration());
    JavaSparkContext spark = SparkSessions.context();
    try (Driver driver =
        Driver.open(spark, RoundFixture.experiment(2, "average"), data, Placement.PROCESSORS)) {
      ModelState state = driver.state();

      LargeState sent = LargeState.of(spark, state, 5);

      assertThat(sent.value()).isSameAs(sent.value());
      assertThat(numbers(sent.value())).isEqualTo(numbers(state));
      assertThat(sent.value().optimizer().steps()).isEqualTo(state.optimizer().steps());
    }
  }

  private static List<List<Double>> numbers(ModelState state) {
    return state.vectors().stream().map(LargeStateTest::numbers).toList();
  }

  private static List<Double> numbers(Numbers vector) {
    return Arrays.stream(vector.toDoubles()).boxed().toList();
  }
}
