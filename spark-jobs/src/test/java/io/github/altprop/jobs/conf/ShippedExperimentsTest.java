package io.github.altprop.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment under conf/experiments is whole. */
class ShippedExperimentsTest {
  private static final Path FOLDER = Path.of("..", "conf", "experiments");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void resolvesToWhatItSays(Path file) throws IOException {
    Experiment experiment = read(file.toString(), Files.readString(file));

    assertThat(experiment.name()).isEqualTo(file.getFileName().toString().replace(".yaml", ""));
    Experiment again = read("experiment.yaml", experiment.toYaml());
    assertThat(again.resolved()).isEqualTo(experiment.resolved());
  }

  @ParameterizedTest
  @MethodSource("files")
  void namesTheSchemaByWhichEditorsCheckIt(Path file) throws IOException {
    String schema = "../experiment.schema.json";

    assertThat(Files.readAllLines(file).get(0))
        .isEqualTo("# yaml-language-server: $schema=" + schema);
    assertThat(file.resolveSibling(schema)).exists();
  }

  private static Experiment read(String source, String yaml) {
    return Experiment.read(source, yaml, List.of(), Components.catalog());
  }
}
