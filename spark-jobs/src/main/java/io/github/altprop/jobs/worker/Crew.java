package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.state.ModelState;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Workers for as long as a training or a measurement takes: a state goes out to them, each task
 * gets a worker of its own while it runs, results come back in the order of the tasks.
 */
public interface Crew extends AutoCloseable {
  /** What one task does; must not depend on what its worker did before. */
  @FunctionalInterface
  interface Job<T, R> extends Serializable {
    /**
     * Computes a result.
     *
     * @param state gives the state that was sent off; the first to ask in a process waits for it
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
   * Runs one task for each of {@code tasks} and looks at all workers as the tasks left them; only
   * where tasks run in this process.
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

  /** This crew, if Spark runs its tasks. */
  Optional<SparkCrew> onSpark();

  /**
   * Whether what is sent off goes out as a copy, so that nobody reads the driver's own numbers from
   * then on.
   */
  boolean sendsCopies();

  /**
   * Whether tasks run in this process and all at once, on processors.
   *
   * @param tasks how many
   */
  boolean sideBySide(int tasks);

  /** Shares something with the tasks of one job; to be withdrawn after it. */
  <T> Shared<T> share(T value);

  /** Sends a state off, unless it is out already, and drops the one before. */
  void send(ModelState state);

  @Override
  void close();
}
