package io.github.altprop.jobs.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.storage.ShardFixture;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.jobs.worker.Crew;
import io.github.altprop.jobs.worker.Driver;
import io.github.altprop.jobs.worker.Feed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundEngineTest {
  @TempDir static Path data;

  @BeforeAll
  static void shard() throws IOException {
    ShardFixture.write(data);
  }

  @ParameterizedTest
  @CsvSource({"1,average", "2,average", "4,average", "2,keep", "5,keep"})
  void theBitsDoNotDependOnTheNumberOfSlices(int workers, String optimizerState) {
    Experiment experiment = RoundFixture.experiment(workers, optimizerState);

    RoundFixture.Epoch whole = epoch(experiment, 1);

    assertThat(whole.reports()).isNotEmpty();
    assertThat(epoch(experiment, 3)).isEqualTo(whole);
    assertThat(epoch(experiment, 7)).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({"1,average", "2,average", "4,average", "2,keep", "5,keep"})
  void theBitsAreTheSameWhereWorkersShareTheMemory(int workers, String optimizerState) {
    Experiment experiment = RoundFixture.experiment(workers, optimizerState);

    assertThat(epoch(experiment, 0)).isEqualTo(epoch(experiment, 3));
  }

  @Test
  void anyNumberOfWorkersSeesEveryExampleOnceAndInTheSameOrder() {
    List<String> alone = seen(1);

    assertThat(alone).hasSize(ShardFixture.TRAIN).doesNotHaveDuplicates();
    assertThat(seen(2)).isEqualTo(alone);
    assertThat(seen(4)).isEqualTo(alone);
    assertThat(seen(5)).isEqualTo(alone);
  }

  private static RoundFixture.Epoch epoch(Experiment experiment, int slices) {
    return RoundFixture.epoch(
        SparkSessions.context(),
        data.toString(),
        new Configuration(),
        experiment,
        RoundFixture.slices(slices));
  }

  /** The examples that an epoch's shares bring to the workers, in the order of the minibatches. */
  private static List<String> seen(int workers) {
    Experiment experiment = RoundFixture.experiment(workers, "average");
    ShardedDataset shards = ShardedDataset.open(data.toString(), new Configuration());
    Rounds rounds = RoundFixture.rounds(shards, workers);
    List<List<Integer>> shares = new ArrayList<>();
    for (int round = 0; round < rounds.count(); round++) {
      for (int worker = 0; worker < workers; worker++) {
        shares.add(rounds.share(round, worker));
      }
    }
    Map<Long, List<String>> byMinibatch = new TreeMap<>();
    try (Driver driver =
            Driver.open(SparkSessions.context(), experiment, shards, Placement.PROCESSORS);
        Crew crew = driver.crew()) {
      crew.run(
              "what workers see",
              driver.state(),
              shares,
              (worker, state, share) -> {
                Map<Long, List<String>> examples = new TreeMap<>();
                try (Feed feed = worker.inputs().training(1, share)) {
                  feed.forEach(
                      batch -> examples.put(batch.number(), rows(batch.inputs(), batch.size())));
                }
                return examples;
              })
          .forEach(byMinibatch::putAll);
    }
    return byMinibatch.values().stream().flatMap(List::stream).toList();
  }

  private static List<String> rows(float[] inputs, int count) {
    List<String> rows = new ArrayList<>();
    int width = inputs.length / count;
    for (int row = 0; row < count; row++) {
      rows.add(Arrays.toString(Arrays.copyOfRange(inputs, row * width, (row + 1) * width)));
    }
    return rows;
  }
}
