package io.github.altprop.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.conf.Components;
import io.github.altprop.jobs.conf.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The handbook's links lead somewhere, and what it takes from the code is the code's. */
class HandbookTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path DOCS = ROOT.resolve("docs");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern FENCED = Pattern.compile("(?ms)^\\s*```.*?^\\s*```");

  static Stream<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(handbook());
    pages.add(ROOT.resolve("README.md"));
    pages.add(ROOT.resolve("CONTRIBUTING.md"));
    return pages.stream();
  }

  private static List<Path> handbook() throws IOException {
    try (Stream<Path> files = Files.list(DOCS)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileAndAHeading(Path page) throws IOException {
    Matcher links = LINK.matcher(prose(page));
    while (links.find()) {
      String link = links.group(1);
      if (!link.contains("://")) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();

        assertThat(target).as("%s links to %s", page.getFileName(), link).exists();
        if (hash >= 0) {
          assertThat(anchors(target))
              .as("%s links to %s", page.getFileName(), link)
              .contains(link.substring(hash + 1));
        }
      }
    }
  }

  @Test
  void theIndexNamesEveryPage() throws IOException {
    String index = Files.readString(DOCS.resolve("README.md"));

    for (Path page : handbook()) {
      if (!page.endsWith("README.md")) {
        assertThat(index).contains("](" + page.getFileName() + ")");
      }
    }
  }

  @Test
  void thePageOfTheExperimentFileIsTheOneOfThisVersion() throws IOException {
    assertThat(Files.readString(DOCS.resolve("experiment-file.md")))
        .as("renew it with: bin/altprop explain --reference > docs/experiment-file.md")
        .isEqualTo(new Vocabulary(Components.catalog()).experimentReference());
  }

  @Test
  void theProgramOfTheLibraryPageIsTheExample() throws IOException {
    String page = Files.readString(DOCS.resolve("library.md"));
    int start = page.indexOf("```java\n") + "```java\n".length();
    String shown = page.substring(start, page.indexOf("```\n", start)).indent(2).stripTrailing();
    Path example = ROOT.resolve("examples/library/src/main/java/com/example/TrainAndMeasure.java");

    assertThat(withoutBlanks(Files.readString(example))).contains(withoutBlanks(shown));
  }

  private static List<String> anchors(Path page) {
    return prose(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static String prose(Path page) {
    try {
      return FENCED.matcher(Files.readString(page)).replaceAll("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutBlanks(String text) {
    return text.lines().map(String::stripTrailing).reduce("", (a, b) -> a + "\n" + b);
  }
}
