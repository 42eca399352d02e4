package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of {@code conf/}, where the launcher says that altprop lies. */
final class ShippedFiles {
  /** System property: the folder that holds {@code conf}. */
  static final String HOME = "altprop.home";

  private static final String YAML = ".yaml";

  private ShippedFiles() {}

  /** Names and first sentences of all experiments; nothing where no folder is known. */
  static List<List<String>> experiments() {
    String home = System.getProperty(HOME);
    return home == null ? List.of() : described(Path.of(home, "conf", "experiments"));
  }

  private static List<List<String>> described(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(YAML))
          .sorted()
          .map(file -> List.of(name(file), comment(file)))
          .toList();
    } catch (IOException e) {
      throw new UserError("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - YAML.length());
  }

  /** The first line of a file's comment that is meant for people. */
  private static String comment(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      Optional<String> first =
          lines
              .takeWhile(line -> line.startsWith("#"))
              .filter(line -> !isForEditors(line))
              .findFirst();
      return first.map(line -> line.substring(1).strip()).orElse("");
    } catch (IOException e) {
      throw new UserError("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static boolean isForEditors(String line) {
    return line.contains("yaml-language-server");
  }
}
