package io.github.altprop.preprocessing.files;

import java.io.Serializable;
import java.util.List;

/** Does the pieces of planning that touch many files or large ones, side by side where it can. */
public interface TaskRunner {
  /** A piece of work, which may be done in any process. */
  interface Task<T, R> extends Serializable {
    R run(FileAccess files, T item);
  }

  /** The results of a task for each item, in the order of the items; all of them serialisable. */
  <T, R> List<R> run(List<T> items, Task<T, R> task);

  /** One after the other, here. */
  static TaskRunner oneByOne(FileAccess files) {
    return new TaskRunner() {
      @Override
      public <T, R> List<R> run(List<T> items, Task<T, R> task) {
        return items.stream().map(item -> task.run(files, item)).toList();
      }
    };
  }
}
