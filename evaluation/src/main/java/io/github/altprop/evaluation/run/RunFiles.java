package io.github.altprop.evaluation.run;

import java.util.Optional;

/** Where the files of one run folder can be read. */
@FunctionalInterface
public interface RunFiles {
  /**
   * The text of a file.
   *
   * @param relativePath its place inside the run folder, with forward slashes
   * @return empty if there is no such file
   */
  Optional<String> read(String relativePath);
}
