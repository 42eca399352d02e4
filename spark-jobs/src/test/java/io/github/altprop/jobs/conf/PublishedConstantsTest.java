package io.github.altprop.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
 * The numbers of the papers and their code stand in the shipped experiments. The table is typed
 * from experiments, sections 1.5, 2.4 to 2.7 and 3.2 to 3.5, not from the files that it checks.
 */
class PublishedConstantsTest {
  private static final Path FOLDER = Path.of("..", "conf", "experiments");

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

  private static String value(String name, String key) throws IOException {
    String file = name + ".yaml";
    Object value =
        Experiment.read(
                file, Files.readString(FOLDER.resolve(file)), List.of(), Components.catalog())
            .resolved();
    for (String part : words(key.replace('.', ' '))) {
      value = value instanceof Map<?, ?> map ? map.get(part) : null;
    }
    return value instanceof List<?> list
        ? normal(String.join(" ", list.stream().map(String::valueOf).toList()))
        : normal(String.valueOf(value));
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
