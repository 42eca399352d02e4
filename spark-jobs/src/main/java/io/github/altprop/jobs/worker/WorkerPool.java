package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.state.Numbers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The workers of this process, kept from task to task because building one costs more than a round.
 * A task borrows any idle one: all that matters comes with the task.
 *
 * <p>The pool is the one static variable of these jobs: nothing else outlives a task in an
 * executor.
 */
public final class WorkerPool {
  private static final WorkerPool OF_THIS_PROCESS = new WorkerPool();

  private final Map<String, Deque<Worker>> idle = new HashMap<>();

  private WorkerPool() {}

  /**
   * Runs a task with a worker that no other task uses meanwhile.
   *
   * @param rule what the learning rule holds fixed, asked for when a worker is built
   */
  static <T> T with(WorkerPlan plan, Supplier<Numbers> rule, Function<Worker, T> task) {
    Worker worker = OF_THIS_PROCESS.borrow(plan, rule);
    boolean done = false;
    try {
      worker.engine().attach();
      T result = task.apply(worker);
      done = true;
      return result;
    } finally {
      if (done) {
        OF_THIS_PROCESS.giveBack(plan, worker);
      } else {
        worker.close(); // a failed task may have left anything behind
      }
    }
  }

  /** Releases the idle workers of a session in this process. */
  static void release(String session) {
    OF_THIS_PROCESS.remove(session).forEach(Worker::close);
  }

  private Worker borrow(WorkerPlan plan, Supplier<Numbers> rule) {
    Worker worker;
    synchronized (this) {
      worker = idle.computeIfAbsent(plan.session(), s -> new ArrayDeque<>()).poll();
    }
    return worker == null ? Worker.open(plan, rule.get()) : worker;
  }

  private synchronized void giveBack(WorkerPlan plan, Worker worker) {
    idle.computeIfAbsent(plan.session(), s -> new ArrayDeque<>()).push(worker);
  }

  private synchronized Deque<Worker> remove(String session) {
    Deque<Worker> removed = idle.remove(session);
    return removed == null ? new ArrayDeque<>() : removed;
  }
}
