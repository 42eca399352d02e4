package io.github.altprop.jobs.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.run.Checkpoints;
import io.github.altprop.jobs.run.Moment;
import io.github.altprop.jobs.run.RunFolder;
import io.github.altprop.jobs.state.OptimizerState;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.jobs.storage.ShardFixture;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.jobs.worker.Driver;
import io.github.altprop.jobs.worker.SparkCrew;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorFilesTest {
  @TempDir static Path data;
  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();

  @BeforeAll
  static void shard() throws IOException {
    ShardFixture.write(data);
  }

  @ParameterizedTest
  @CsvSource({"average,3", "average,17", "keep,3", "keep,17"})
  void executorsWriteTheFilesThatTheDriverWouldWrite(String optimizerState, int slices) {
    Experiment experiment = RoundFixture.experiment(2, optimizerState);
    ShardedDataset shards = ShardedDataset.open(data.toString(), new Configuration());
    try (Driver driver =
            Driver.open(SparkSessions.context(), experiment, shards, Placement.PROCESSORS);
        SparkCrew crew = driver.sparkCrew();
        RoundRunner rounds =
            new ExecutorRounds(
                crew, RoundFixture.rounds(shards, 2), new Slicing(slices), notices::add)) {
      List<OptimizerState> own =
          optimizerState.equals("keep")
              ? Collections.nCopies(2, driver.state().optimizer())
              : List.of();
      RunState start = new RunState(Moment.START, driver.state(), own);
      RunState.Held held = rounds.run("a round", start, 1, 0).held();
      RunState away = new RunState(new Moment(1, 0, 4, 4), held);

      driver.files().write(checkpoints("away"), away, 0, null);
      boolean stayed = ((ExecutorState) held).isAway(2);
      RunState here = new RunState(away.moment(), held.model(), held.own());
      driver.files().write(checkpoints("here"), here, 0, null);

      assertThat(stayed).as("the driver has not fetched it").isTrue();
      assertThat(notices).isEmpty();
      assertThat(files("away")).isEqualTo(files("here")).hasSize(own.isEmpty() ? 5 : 6);
    }
  }

  /** As {@code RunFolder} has them. */
  private Checkpoints checkpoints(String run) {
    return RunFolder.create(folder.resolve(run).toString(), new Configuration()).checkpoints();
  }

  private Map<String, String> files(String run) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder.resolve(run))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
