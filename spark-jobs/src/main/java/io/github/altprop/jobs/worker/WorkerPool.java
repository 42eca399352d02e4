package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.training.tensor.Device;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.TaskContext;

/**
 * The workers of this process, kept from task to task because building one costs more than a round.
 * A task borrows any idle worker on its device. It does not matter which, since everything that
 * decides a result comes with the task.
 *
 * <p>A task may leave its worker for the driver to look at, if both are in one process.
 */
public final class WorkerPool {
  private static final WorkerPool OF_THIS_PROCESS = new WorkerPool();

  private final Map<String, Deque<Worker>> idle = new HashMap<>();
  private final Map<String, Map<Integer, Worker>> left = new HashMap<>();

  private WorkerPool() {}

  /**
   * Runs a task with a worker that no other task uses meanwhile.
   *
   * @param rule what the learning rule holds fixed, asked for when a worker is built
   */
  static <T> T with(WorkerPlan plan, Supplier<Numbers> rule, Function<Worker, T> task) {
    return run(plan, rule, task, worker -> OF_THIS_PROCESS.giveBack(plan.session(), worker));
  }

  /**
   * The same, but leaves the worker as the task did, under the number of the task's partition,
   * until {@link #resume}.
   */
  static <T> T leave(WorkerPlan plan, Supplier<Numbers> rule, Function<Worker, T> task) {
    int number = TaskContext.getPartitionId();
    return run(plan, rule, task, worker -> OF_THIS_PROCESS.leave(plan.session(), number, worker));
  }

  private static <T> T run(
      WorkerPlan plan, Supplier<Numbers> rule, Function<Worker, T> task, Consumer<Worker> after) {
    Worker worker = OF_THIS_PROCESS.borrow(plan, rule);
    boolean done = false;
    try {
      T result = worker.run(task);
      done = true;
      return result;
    } finally {
      if (done) {
        after.accept(worker);
      } else {
        worker.close(); // a failed task may have left anything behind
      }
    }
  }

  /** The workers that tasks of a session left in this process, by their numbers. */
  static List<Worker> left(String session) {
    synchronized (OF_THIS_PROCESS) {
      return List.copyOf(OF_THIS_PROCESS.left.getOrDefault(session, Map.of()).values());
    }
  }

  /** Lets tasks borrow the workers again that were left. */
  static void resume(String session) {
    synchronized (OF_THIS_PROCESS) {
      left(session).forEach(worker -> OF_THIS_PROCESS.giveBack(session, worker));
      OF_THIS_PROCESS.left.remove(session);
    }
  }

  /** Releases the idle workers of a session in this process. */
  static void release(String session) {
    OF_THIS_PROCESS.remove(session).forEach(Worker::close);
  }

  private Worker borrow(WorkerPlan plan, Supplier<Numbers> rule) {
    Device device = plan.placement().ofTask();
    return idle(plan.session(), device).orElseGet(() -> Worker.open(plan, device, rule.get()));
  }

  private synchronized Optional<Worker> idle(String session, Device device) {
    Deque<Worker> workers = idle.computeIfAbsent(session, s -> new ArrayDeque<>());
    Optional<Worker> found =
        workers.stream().filter(worker -> worker.device().equals(device)).findFirst();
    found.ifPresent(workers::remove);
    return found;
  }

  private synchronized void giveBack(String session, Worker worker) {
    idle.computeIfAbsent(session, s -> new ArrayDeque<>()).push(worker);
  }

  private synchronized void leave(String session, int number, Worker worker) {
    Worker before = left.computeIfAbsent(session, s -> new TreeMap<>()).put(number, worker);
    if (before != null) {
      giveBack(session, before); // the same task ran twice
    }
  }

  private synchronized Deque<Worker> remove(String session) {
    resume(session); // a task may have ended after the job that it was of
    Deque<Worker> removed = idle.remove(session);
    return removed == null ? new ArrayDeque<>() : removed;
  }
}
