package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.TaskRunner;

/** A data set as its makers publish it. */
public interface Source {
  /** The name that users know it by, in kebab-case. */
  String name();

  /** Whether it is read from files; false if it is generated. */
  boolean hasFiles();

  /**
   * Looks at what is there and splits the work into chunks; what takes long goes through the task
   * runner. Refuses missing and malformed files with {@link
   * io.github.altprop.preprocessing.BadInputException}.
   */
  SourcePlan plan(FileAccess files, TaskRunner tasks, SourceRequest request);
}
