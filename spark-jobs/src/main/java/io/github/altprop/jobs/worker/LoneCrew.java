package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A crew of one worker that runs in the calling thread. A sweep trains each of its points so,
 * within one task of Spark. The worker does exactly what one worker of a {@link SparkCrew} does and
 * gets the same numbers.
 */
final class LoneCrew implements Crew {
  private final Worker worker;

  LoneCrew(WorkerPlan plan, Numbers rule) {
    worker = Worker.open(plan, plan.placement().ofTask(), rule);
  }

  @Override
  public <T, R> List<R> run(String description, ModelState state, List<T> tasks, Job<T, R> job) {
    List<R> results = new ArrayList<>();
    for (T task : tasks) {
      results.add(worker.run(own -> job.run(own, () -> state, task)));
    }
    return results;
  }

  @Override
  public <T, R> void together(
      String description,
      ModelState state,
      List<T> tasks,
      Job<T, R> job,
      BiConsumer<List<Worker>, List<R>> use) {
    if (tasks.size() != 1) {
      throw new IllegalArgumentException(tasks.size() + " tasks for one worker");
    }
    use.accept(List.of(worker), run(description, state, tasks, job));
  }

  @Override
  public Optional<SparkCrew> onSpark() {
    return Optional.empty();
  }

  @Override
  public boolean sendsCopies() {
    return false;
  }

  @Override
  public boolean sideBySide(int tasks) {
    return tasks == 1;
  }

  @Override
  public <T> Shared<T> share(T value) {
    return new Own<>(value);
  }

  /** A value that never leaves its thread. */
  private record Own<T>(T value) implements Shared<T> {
    @Override
    public void withdraw() {
      // The value belongs to the caller: there is nothing to free.
    }
  }

  @Override
  public void send(ModelState state) {
    // The one worker runs in this thread and reads the state where it is.
  }

  @Override
  public void close() {
    worker.close();
  }
}
