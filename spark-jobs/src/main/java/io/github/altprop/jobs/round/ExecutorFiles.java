package io.github.altprop.jobs.round;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.round.ChosenPartitions.Choice;
import io.github.altprop.jobs.round.ChosenPartitions.Opened;
import io.github.altprop.jobs.run.CheckpointState.Sum;
import io.github.altprop.jobs.run.Sums;
import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.jobs.state.StateFiles;
import io.github.altprop.jobs.worker.SparkCrew;
import io.github.altprop.training.checkpoint.Safetensors;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Files that executors write from slices which they hold, each file by a task of its own. Where
 * executors do not see the folder, because it lies on the driver's own disk, nothing is written.
 */
final class ExecutorFiles {
  /** Has a mark in it while executors write; those who see another folder miss it. */
  private static final String MARK = ".writing";

  private static final String UNSEEN = "they do not see it";

  private final SparkCrew crew;
  private final Consumer<String> notices;
  private boolean unseen;

  /**
   * @param notices told why executors did not write
   */
  ExecutorFiles(SparkCrew crew, Consumer<String> notices) {
    this.crew = crew;
    this.notices = notices;
  }

  /**
   * A file.
   *
   * @param from first vector of the slices that it has
   * @param to vector after the last; may be beyond all
   * @param slices that have these vectors, in their order
   */
  record Plan(
      StateFiles.File file, int from, int to, List<Choice<Tuple2<Integer, Slice>>> slices) {}

  /** What a task needs besides the slices. */
  private record Task(String folder, String mark, StateFiles.File file, int from, int to)
      implements Serializable {}

  /** What became of a file: its sum, or why it could not be written. */
  private record Result(String file, Sum sum, String problem) implements Serializable {}

  /**
   * Writes files.
   *
   * @return their sums by name; empty if one could not be written
   */
  Optional<Map<String, Sum>> write(Location folder, List<Plan> plans) {
    if (unseen) {
      return Optional.empty();
    }
    String mark = UUID.randomUUID().toString();
    if (folder.isLocal()) {
      folder.child(MARK).write(mark);
    }
    List<Task> tasks = new ArrayList<>();
    for (Plan plan : plans) {
      tasks.add(new Task(folder.uri(), mark, plan.file(), plan.from(), plan.to()));
    }
    SerializableConfiguration configuration = crew.configuration();
    List<Result> results =
        ChosenPartitions.of(plans.stream().map(Plan::slices).toList())
            .toJavaRDD()
            .map(opened -> write(tasks.get(TaskContext.getPartitionId()), opened, configuration))
            .collect();
    tidy(folder);
    Map<String, Sum> sums = new TreeMap<>();
    for (Result result : results) {
      if (result.problem() != null) {
        unseen = result.problem().equals(UNSEEN);
        notices.accept(
            "executors cannot write "
                + folder
                + ": "
                + result.problem()
                + "; the driver writes "
                + (unseen ? "all checkpoints" : "this checkpoint"));
        return Optional.empty();
      }
      sums.put(result.file(), result.sum());
    }
    return Optional.of(sums);
  }

  /** Deletes the mark, and what tasks that were tried again have left. */
  private static void tidy(Location folder) {
    for (String name : folder.list()) {
      if (name.startsWith(".")) {
        folder.child(name).delete();
      }
    }
  }

  private static Result write(
      Task task, List<Opened<Tuple2<Integer, Slice>>> slices, SerializableConfiguration known) {
    String name = task.file().name();
    try {
      Location folder = Location.of(task.folder(), known.value());
      if (folder.isLocal()
          && !folder.child(MARK).readTextIfThere().equals(Optional.of(task.mark()))) {
        return new Result(name, null, UNSEEN);
      }
      String attempt = Long.toString(TaskContext.get().taskAttemptId());
      Sum sum = Sums.write(folder.child(name), attempt, out -> content(task, slices, out));
      return new Result(name, sum, null);
    } catch (UserError e) { // not what Spark throws when slices are lost, which it mends
      return new Result(name, null, e.getMessage());
    }
  }

  private static void content(
      Task task, List<Opened<Tuple2<Integer, Slice>>> slices, OutputStream out) throws IOException {
    Safetensors.writeHeader(out, task.file().header());
    for (Opened<Tuple2<Integer, Slice>> slice : slices) {
      List<Numbers> pieces = slice.read().next()._2().averaged();
      for (Numbers piece : pieces.subList(task.from(), Math.min(task.to(), pieces.size()))) {
        piece.writeElements(out);
      }
    }
  }
}
