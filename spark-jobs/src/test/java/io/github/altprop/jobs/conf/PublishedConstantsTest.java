package io.github.altprop.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.worker.Blueprint;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The numbers of the papers and their code stand in the shipped experiments, data sets and sweeps.
 * The tables are typed from experiments, sections 1.3, 1.5, 2.4 to 2.7 and 3.2 to 3.5, not from the
 * files that they check.
 */
class PublishedConstantsTest {
  private static final Path CONF = Path.of("..", "conf");

  @ParameterizedTest
  @CsvFileSource(
      resources = "published-constants.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      ignoreLeadingAndTrailingWhitespace = true)
  void standInExperiments(String experiments, String key, String published) throws IOException {
    for (String name : words(experiments)) {
      assertThat(value(name, key)).as("%s: %s", name, key).isEqualTo(normal(published));
    }
  }

  /** Of networks in the published form, but narrower where they would be large. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "published-initial-weights.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      ignoreLeadingAndTrailingWhitespace = true)
  void initialWeightsAreDrawnAsPublished(
      String experiments, int pixels, int channels, int classes, String change, String published)
      throws IOException {
    List<String> changes = change == null ? List.of() : List.of(change);
    for (String name : words(experiments)) {
      Blueprint blueprint =
          new Blueprint(experiment(name, changes), List.of(pixels, pixels, channels), classes);
      try (Engine engine = Engines.cpu(1)) {
        ParameterVector initial = blueprint.trainer(engine).learner().parameters();
        for (Parameter parameter : initial.layout().parameters()) {
          double[] values = initial.view(parameter).toDoubles();
          switch (parameter.role()) {
            case WEIGHT -> new InitialWeights(parameter, values).areOf(published);
            case GAMMA -> assertThat(values).as(name).containsOnly(1);
            default -> assertThat(values).as(name).containsOnly(0);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "published-datasets.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      ignoreLeadingAndTrailingWhitespace = true)
  void standInDataSets(String dataSets, String option, String published) throws IOException {
    for (String name : words(dataSets)) {
      List<String> words =
          Files.readAllLines(CONF.resolve("datasets").resolve(name + ".args")).stream()
              .filter(line -> !line.startsWith("#"))
              .flatMap(line -> words(line).stream())
              .toList();
      int at = words.indexOf(option);
      assertThat(at < 0 ? "all" : words.get(at + 1))
          .as("%s: %s", name, option)
          .isEqualTo(published);
    }
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "published-sweeps.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      ignoreLeadingAndTrailingWhitespace = true)
  void standInSweeps(String sweeps, String key, String published) throws IOException {
    for (String name : words(sweeps)) {
      Path file = CONF.resolve("sweeps").resolve(name + ".yaml");
      Sweep sweep =
          Sweep.read(
              name, Files.readString(file), Sweep.Variant.FULL, named -> beside(file, named));
      assertThat(normal(value(sweep, key))).as("%s: %s", name, key).isEqualTo(normal(published));
    }
  }

  private static String beside(Path file, String named) {
    try {
      return Files.readString(file.resolveSibling(named));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A value of a sweep.
   *
   * @param key seeds, data, {@code grid.} and a key of the grid, {@code set.} and a key that all
   *     points change, or the label of an experiment, a dot and a key that its points change
   */
  private static String value(Sweep sweep, String key) {
    String first = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
    String rest = key.substring(Math.min(key.length(), first.length() + 1));
    return switch (first) {
      case "seeds" -> join(sweep.seeds());
      case "data" -> join(sweep.data());
      case "grid" -> join(sweep.grid().get(rest));
      case "set" -> override(sweep.set(), rest);
      default -> override(sweep.experiments().get(first).set(), rest);
    };
  }

  private static String override(List<String> overrides, String key) {
    return overrides.stream()
        .filter(override -> override.startsWith(key + "="))
        .map(override -> override.substring(key.length() + 1))
        .collect(Collectors.joining(" "));
  }

  private static String join(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static Experiment experiment(String name, List<String> changes) throws IOException {
    Path file = CONF.resolve("experiments").resolve(name + ".yaml");
    return Experiment.read(name, Files.readString(file), changes, Components.catalog());
  }

  private static String value(String name, String key) throws IOException {
    Object value = experiment(name, List.of()).resolved();
    for (String part : words(key.replace('.', ' '))) {
      value = value instanceof Map<?, ?> map ? map.get(part) : null;
    }
    return normal(value instanceof List<?> list ? join(list) : String.valueOf(value));
  }

  /** The same text for 1e-4 and 0.0001. */
  private static String normal(String text) {
    return words(text).stream().map(PublishedConstantsTest::plain).collect(Collectors.joining(" "));
  }

  private static String plain(String word) {
    return word.matches("[-+.\\deE]+")
        ? new BigDecimal(word).stripTrailingZeros().toPlainString()
        : word;
  }

  private static List<String> words(String text) {
    return Pattern.compile(" ").splitAsStream(text).toList();
  }
}
