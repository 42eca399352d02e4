package io.github.altprop.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Options under conf/datasets are those of {@code shard}. */
class ShippedDatasetsTest {
  private static final Path FOLDER = Path.of("..", "conf", "datasets");

  @TempDir Path folder;

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".args")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void namesADataSetThatMissesItsFilesOnlyIfItHasAny(Path file) throws IOException {
    boolean synthetic = Files.readString(file).contains("--dataset synthetic");
    Path empty = Files.createDirectories(folder.resolve("empty"));

    Outcome outcome =
        synthetic ? shard(file, "--subset", "10") : shard(file, "--source", empty.toString());

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(synthetic ? 0 : 2);
    assertThat(outcome.err().strip().lines().toList())
        .last()
        .asString()
        .startsWith(synthetic ? "sharding synthetic" : "altprop: " + empty + ": expected ");
  }

  private Outcome shard(Path file, String... more) {
    Stream<String> line =
        Stream.of("shard", "@" + file, "--output", folder.resolve("data").toString());
    return Outcome.of(Stream.concat(line, Stream.of(more)).toArray(String[]::new));
  }
}
