package io.github.altprop.training.tensor.cpu;

import java.util.concurrent.locks.LockSupport;

/**
 * A fixed team that runs the parts of one task at a time; part 0 runs on the caller.
 *
 * <p>Idle members spin for a moment before they park, because the next primitive of a training step
 * usually follows as soon as the longest part of the last one is done; waking a parked thread costs
 * more than most elementwise primitives.
 */
final class Workers implements AutoCloseable {
  /** Computes part {@code part} of some work. */
  @FunctionalInterface
  interface Task {
    void run(int part);
  }

  /**
   * Computes the elements {@code from} (inclusive) to {@code to} (exclusive) as part {@code part}.
   */
  @FunctionalInterface
  interface Range {
    void run(int part, int from, int to);
  }

  private static final Task STOP = part -> {};
  private static final long SPIN_NANOS = 400_000;
  private static final int CHECK_MASK = 63;
  private static final int BUSY_WAITS = 20_000;

  private final Member[] members;
  private final Runnable perThread;

  /**
   * @param threads size of the team, the caller included
   * @param perThread run by every thread before it works
   */
  Workers(int threads, Runnable perThread) {
    this.perThread = perThread;
    members = new Member[threads - 1];
    for (int i = 0; i < members.length; i++) {
      members[i] = new Member(i + 1, perThread);
      members[i].thread.start();
    }
  }

  int threads() {
    return members.length + 1;
  }

  /** Does on the calling thread what every thread does before it works. */
  void prepare() {
    perThread.run();
  }

  /** Runs parts 0 to {@code parts - 1}, at most {@link #threads} of them, and waits for all. */
  void run(int parts, Task task) {
    perThread.run();
    for (int i = 1; i < parts; i++) {
      members[i - 1].begin(task);
    }
    try {
      task.run(0);
    } finally {
      for (int i = 1; i < parts; i++) {
        members[i - 1].await();
      }
    }
    for (int i = 1; i < parts; i++) {
      members[i - 1].rethrow();
    }
  }

  /**
   * Splits 0 .. size into one contiguous range per part, cut at multiples of {@code unit}; work
   * below {@code grain} elements per part is not split further. The cuts depend on nothing but the
   * arguments and the number of threads, so sums over parts are repeatable.
   *
   * @return number of parts run
   */
  int split(int size, int unit, int grain, Range range) {
    int units = (size + unit - 1) / unit;
    int parts = Math.max(1, Math.min(Math.min(threads(), units), size / Math.max(1, grain)));
    if (parts == 1) {
      perThread.run();
      range.run(0, 0, size);
      return 1;
    }
    run(
        parts,
        part -> {
          int from = (int) ((long) units * part / parts * unit);
          int to = (int) Math.min(size, (long) units * (part + 1) / parts * unit);
          range.run(part, from, to);
        });
    return parts;
  }

  @Override
  public void close() {
    for (Member member : members) {
      member.begin(STOP);
    }
  }

  private static final class Member implements Runnable {
    private final int part;
    private final Runnable perThread;
    private final Thread thread;
    private volatile Task task;
    private volatile boolean parked;
    private Throwable failure;

    Member(int part, Runnable perThread) {
      this.part = part;
      this.perThread = perThread;
      thread = new Thread(this, "altprop-engine-" + part);
      thread.setDaemon(true);
    }

    void begin(Task next) {
      task = next;
      if (parked) {
        LockSupport.unpark(thread);
      }
    }

    // Yielding only shortens the wait when cores are short; nothing relies on it.
    @SuppressWarnings("ThreadPriorityCheck")
    void await() {
      for (int i = 0; task != null; i++) {
        if (i < BUSY_WAITS) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
    }

    void rethrow() {
      Throwable thrown = failure;
      failure = null;
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
      if (thrown instanceof Error error) {
        throw error;
      }
    }

    @Override
    public void run() {
      perThread.run();
      for (Task next = next(); next != STOP; next = next()) {
        try {
          next.run(part);
        } catch (RuntimeException | Error e) {
          failure = e;
        }
        task = null;
      }
    }

    private Task next() {
      Task next = task;
      long deadline = System.nanoTime() + SPIN_NANOS;
      for (int i = 1; next == null; i++) {
        if ((i & CHECK_MASK) == 0 && System.nanoTime() > deadline) {
          parked = true;
          while (task == null) {
            LockSupport.park(this);
          }
          parked = false;
        }
        Thread.onSpinWait();
        next = task;
      }
      return next;
    }
  }
}
