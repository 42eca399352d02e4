package io.github.altprop.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.files.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
  @TempDir Path folder;
  private Checkpoints checkpoints;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void open() {
    checkpoints = new Checkpoints(Location.of(folder.toString(), new Configuration()));
  }

  @Test
  void readsTheNewestBack() throws IOException {
    write(1, "one", null);
    write(2, "two", 0.25);

    Checkpoint newest = checkpoints.newest(warnings::add).orElseThrow();

    assertThat(newest.name()).isEqualTo("round-000002");
    assertThat(newest.state().moment()).isEqualTo(new Moment(2, 0, 2, 2));
    assertThat(newest.state().metricsLines()).isEqualTo(7);
    assertThat(newest.state().optimizerSteps()).containsExactly(3L);
    assertThat(newest.state().testAccuracy()).isEqualTo(0.25);
    try (InputStream in = newest.open("parameters")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("two");
    }
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters", "state.json", "_SUCCESS"})
  void passesOverOneThatLacksAByteAndSaysSo(String file) throws IOException {
    write(1, "one", null);
    write(2, "two", null);
    Path damaged = folder.resolve("round-000002").resolve(file);
    byte[] content = Files.readAllBytes(damaged);
    Files.write(
        damaged, Arrays.copyOf(content, content.length - (file.equals("_SUCCESS") ? 2 : 1)));

    assertThat(checkpoints.newest(warnings::add).orElseThrow().name()).isEqualTo("round-000001");
    assertThat(warnings).singleElement().asString().contains("round-000002", "is broken");
  }

  @Test
  void passesOverOneWithAChangedByteOrWithoutSuccess() throws IOException {
    write(1, "one", null);
    write(2, "two", null);
    write(3, "three", null);
    Files.writeString(folder.resolve("round-000002").resolve("parameters"), "tvo");
    Files.delete(folder.resolve("round-000003").resolve("_SUCCESS"));

    assertThat(checkpoints.newest(warnings::add).orElseThrow().name()).isEqualTo("round-000001");
    assertThat(warnings).hasSize(2);
  }

  @Test
  void replacesAHalfWrittenOneOfTheSameRound() throws IOException {
    Files.createDirectories(folder.resolve("round-000001"));
    Files.writeString(folder.resolve("round-000001").resolve("leftover"), "x");

    write(1, "one", null);

    assertThat(folder.resolve("round-000001").resolve("leftover")).doesNotExist();
    assertThat(checkpoints.newest(warnings::add)).isPresent();
  }

  @Test
  void keepsTheNewestAndTheBest() {
    write(1, "a", 0.5);
    write(2, "b", 0.9);
    write(3, "c", null);
    write(4, "d", 0.7);
    write(5, "e", null);

    checkpoints.prune(2);

    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("round-000002", "round-000004", "round-000005");
  }

  private void write(int round, String content, Double accuracy) {
    checkpoints.write(
        new Moment(round, 0, round, round),
        7,
        accuracy,
        List.of(3L),
        Map.of("parameters", out -> out.write(content.getBytes(StandardCharsets.UTF_8))));
  }
}
