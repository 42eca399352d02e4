package io.github.altprop.preprocessing.dataset;

import java.io.Serializable;
import java.util.List;

/**
 * Files of which the same is to be said.
 *
 * @param reason what
 * @param files how many they are
 * @param examples the first few of them in the order of their names, below the data set's folder
 */
public record FileGroup(String reason, long files, List<String> examples) implements Serializable {
  public FileGroup {
    examples = List.copyOf(examples);
  }

  /** For example: 2 hidden (.DS_Store, cat/.DS_Store). */
  @Override
  public String toString() {
    String more = files > examples.size() ? ", ..." : "";
    return files + " " + reason + " (" + String.join(", ", examples) + more + ")";
  }
}
