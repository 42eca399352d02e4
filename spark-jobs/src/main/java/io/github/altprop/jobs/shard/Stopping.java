package io.github.altprop.jobs.shard;

import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/** Ends tasks of a job that was stopped. Spark does not interrupt them: files may be half-read. */
final class Stopping {
  private Stopping() {}

  /** Called by a task between two images. */
  static void heed() {
    if (TaskContext.get().isInterrupted()) {
      throw new TaskKilledException("the job was stopped");
    }
  }
}
