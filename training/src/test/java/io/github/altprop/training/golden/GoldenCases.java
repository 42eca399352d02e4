package io.github.altprop.training.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The golden files of the folder named by the system property {@value #PROPERTY}, or those of the
 * test resources if it is empty. A relative folder is looked for in the working directory, then in
 * the directory above, since a build runs each module's tests inside the module.
 */
public final class GoldenCases {
  private static final String PROPERTY = "altprop.golden";
  private static final String RESOURCES = "golden";

  private GoldenCases() {}

  /**
   * The cases of {@code rules}, by name. Another folder may hold none of a rule's cases; the test
   * resources must, so that a misspelt rule cannot pass unnoticed.
   */
  public static Stream<GoldenCase> all(String... rules) {
    Set<String> wanted = Set.of(rules);
    String folder = System.getProperty(PROPERTY, "");
    List<GoldenCase> cases =
        (folder.isEmpty() ? fromResources() : fromFolder(locate(folder)))
            .stream().filter(golden -> wanted.contains(golden.rule())).toList();
    if (folder.isEmpty()) {
      for (String rule : rules) {
        if (cases.stream().noneMatch(golden -> golden.rule().equals(rule))) {
          throw new AssertionError("no golden case of rule '" + rule + "' in the test resources");
        }
      }
    }
    return cases.stream();
  }

  private static Path locate(String folder) {
    Path here = Path.of(folder).toAbsolutePath();
    Path above = Path.of("..").resolve(folder).toAbsolutePath().normalize();
    if (Files.isDirectory(here)) {
      return here;
    }
    if (Files.isDirectory(above)) {
      return above;
    }
    throw new AssertionError(
        PROPERTY + "=" + folder + ": no such folder, looked at " + here + " and " + above);
  }

  private static List<GoldenCase> fromResources() {
    URL resources =
        Objects.requireNonNull(
            GoldenCases.class.getClassLoader().getResource(RESOURCES),
            "no folder golden/ among the test resources");
    try {
      if (resources.openConnection() instanceof JarURLConnection jar) {
        Path file = Path.of(jar.getJarFileURL().toURI());
        try (FileSystem inside = FileSystems.newFileSystem(file)) {
          return fromFolder(inside.getPath(RESOURCES));
        }
      }
      return fromFolder(Path.of(resources.toURI()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resources, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot read " + resources, e);
    }
  }

  private static List<GoldenCase> fromFolder(Path folder) {
    ObjectMapper json = new ObjectMapper();
    List<GoldenCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(GoldenCases::isJson).sorted().toList()) {
        cases.add(read(json, file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
    if (cases.isEmpty()) {
      throw new AssertionError("no .json file in " + folder);
    }
    return cases;
  }

  private static boolean isJson(Path file) {
    return file.getFileName().toString().endsWith(".json");
  }

  private static GoldenCase read(ObjectMapper json, Path file) throws IOException {
    JsonNode root;
    try {
      root = json.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new AssertionError(file + " is no golden case: " + e.getMessage(), e);
    }
    if (!root.path("rule").isTextual()) {
      throw new AssertionError(file + " is no golden case: it names no \"rule\"");
    }
    String name = file.getFileName().toString();
    return new GoldenCase(name.substring(0, name.length() - ".json".length()), root);
  }
}
