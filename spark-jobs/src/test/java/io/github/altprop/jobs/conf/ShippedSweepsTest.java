package io.github.altprop.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sweep under conf/sweeps is whole, in both variants, and names experiments that exist. */
class ShippedSweepsTest {
  private static final Path FOLDER = Path.of("..", "conf", "sweeps");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static String beside(String named) {
    try {
      return Files.readString(FOLDER.resolve(named));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isWhole(Path file) throws IOException {
    for (Sweep.Variant variant : Sweep.Variant.values()) {
      Sweep sweep =
          Sweep.read(file.toString(), Files.readString(file), variant, ShippedSweepsTest::beside);

      assertThat(sweep.name()).isEqualTo(file.getFileName().toString().replace(".yaml", ""));
      assertThat(Sweep.read("sweep.yaml", sweep.toYaml(), Sweep.Variant.FULL)).isEqualTo(sweep);
      // A resumed sweep is known by its text, so that must not change from process to process.
      assertThat(sweep.toYaml().indexOf("file: ")).isLessThan(sweep.toYaml().indexOf("set: "));
      for (Sweep.Entry entry : sweep.experiments().values()) {
        Path experiment = FOLDER.resolve(entry.file());
        List<String> overrides = Stream.of(sweep.set(), entry.set()).flatMap(List::stream).toList();
        assertThat(
                Experiment.read(
                    experiment.toString(),
                    Files.readString(experiment),
                    overrides,
                    Components.catalog()))
            .isNotNull();
      }
    }
  }
}
