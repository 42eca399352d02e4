package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.state.ModelState;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * The workers of a training or a measurement, and how to give them work. The driver sends a state,
 * that is the current weights and moments, and a list of tasks. Every task runs on a worker of its
 * own, and the results come back in the order of the tasks.
 *
 * <p>Two implementations hide where workers are: {@link SparkCrew} runs each task as a task of
 * Spark, {@link LoneCrew} runs a whole training in the calling thread, which is how a point of a
 * sweep fits into one Spark task.
 */
public interface Crew extends AutoCloseable {
  /**
   * What one task does. It must not depend on what its worker did before, because Spark may run it
   * again, on another worker.
   */
  @FunctionalInterface
  interface Job<T, R> extends Serializable {
    /**
     * Computes a result.
     *
     * @param state gives the state that the driver sent; the first call in a process waits for it
     */
    R run(Worker worker, Supplier<ModelState> state, T task);
  }

  /**
   * Runs one task for each of {@code tasks}.
   *
   * @param description shown in Spark's user interface
   * @param tasks serialisable
   * @return one result a task, in their order
   */
  <T, R> List<R> run(String description, ModelState state, List<T> tasks, Job<T, R> job);

  /**
   * Runs one task for each of {@code tasks}, then calls {@code use} while all workers still hold
   * what their tasks left in them. Averages can then be taken without copying. Only where {@link
   * #sideBySide} holds.
   *
   * @param description shown in Spark's user interface
   * @param tasks serialisable, at least one
   * @param use sees the workers and the tasks' results, in the order of the tasks
   */
  <T, R> void together(
      String description,
      ModelState state,
      List<T> tasks,
      Job<T, R> job,
      BiConsumer<List<Worker>, List<R>> use);

  /** This crew as a {@link SparkCrew}; empty if Spark does not run its tasks. */
  Optional<SparkCrew> onSpark();

  /**
   * Whether workers get a copy of a state that is sent. If so, the driver may overwrite its own
   * numbers once they are sent; else workers are still reading them.
   */
  boolean sendsCopies();

  /**
   * Whether tasks run in this process and all at once, on processors.
   *
   * @param tasks how many
   */
  boolean sideBySide(int tasks);

  /** Makes a value readable by the tasks of one job. To be withdrawn when the job has ended. */
  <T> Shared<T> share(T value);

  /** Sends a state to the workers, unless they have it already, and drops the one before. */
  void send(ModelState state);

  @Override
  void close();
}
