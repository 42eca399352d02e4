package io.github.altprop.jobs.tracking;

import io.github.altprop.evaluation.run.Scalar;
import io.github.altprop.evaluation.run.Scalars;
import io.github.altprop.jobs.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells an MLflow server of a training, from a thread of its own. Numbers wait in a queue of
 * limited length; a server that does not answer is asked again, and again, at growing intervals.
 * The first trouble is one line for the user, and at the end another, if something did not arrive.
 */
final class MlflowTracker implements Tracker {
  /** Numbers that wait for the server; those that find no room are only in the run folder. */
  private static final int CAPACITY = 50_000;

  private static final int BAD_REQUEST = 400;

  private final MlflowServer server;
  private final Introduction introduction;
  private final Progress progress;
  private final Patience patience;
  private final BlockingQueue<Metric> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<Ended> ending = new AtomicReference<>();
  private final AtomicReference<String> warning = new AtomicReference<>();
  private final AtomicLong recorded = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final Thread sender = new Thread(this::send, "altprop-mlflow");
  private final Thread hook =
      new Thread(() -> end(Ending.KILLED, "stopped by a signal"), "altprop-mlflow-end");

  private boolean warned;
  private volatile boolean failing;
  private volatile boolean closed;

  /** How the training ended. */
  private record Ended(Ending how, String outcome) {}

  /** One or more requests. */
  private interface Request<T> {
    T send() throws IOException, InterruptedException;
  }

  private MlflowTracker(
      MlflowServer server, Introduction introduction, Progress progress, Patience patience) {
    this.server = server;
    this.introduction = introduction;
    this.progress = progress;
    this.patience = patience;
  }

  /** Begins to tell a server of a training. */
  static MlflowTracker start(
      MlflowServer server, Introduction introduction, Progress progress, Patience patience) {
    MlflowTracker tracker = new MlflowTracker(server, introduction, progress, patience);
    tracker.sender.setDaemon(true);
    tracker.sender.start();
    try {
      Runtime.getRuntime().addShutdownHook(tracker.hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and soon says so.
    }
    return tracker;
  }

  @Override
  public void record(Map<String, ?> record) {
    long now = System.currentTimeMillis();
    for (Scalar scalar : Scalars.of(record)) {
      recorded.incrementAndGet();
      // What finds no room is not waited for: it counts as not delivered.
      boolean unused = queue.offer(new Metric(scalar.name(), scalar.value(), now, scalar.step()));
    }
    warn();
  }

  @Override
  public void end(Ending how, String outcome) {
    boolean first = ending.compareAndSet(null, new Ended(stopping() ? killed(how) : how, outcome));
    ended.countDown();
    Duration wait =
        failing || ending.get().how() == Ending.KILLED ? patience.killed() : patience.ending();
    try {
      sender.join(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!first) {
      return;
    }
    sender.interrupt();
    warn();
    long left = recorded.get() - delivered.get();
    if (left > 0 || !closed) {
      progress.say(
          "tracking: "
              + left
              + " of "
              + recorded.get()
              + " numbers"
              + (closed ? "" : " and the end of the run")
              + " did not reach "
              + server.address()
              + "; all numbers are in the run folder");
    }
  }

  /** Whether a signal is ending this process; if not, it need not tell the server any more. */
  private boolean stopping() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** What fails while the process ends fails because it ends. */
  private static Ending killed(Ending how) {
    return how == Ending.FINISHED ? how : Ending.KILLED;
  }

  /** What the thread does. */
  private void send() {
    try {
      MlflowRun run = insist(() -> MlflowRun.begin(server, introduction));
      List<Metric> batch = new ArrayList<>();
      boolean last = false;
      while (!last || !queue.isEmpty()) {
        last = ended.getCount() == 0;
        batch.clear();
        queue.drainTo(batch, MlflowRun.METRICS);
        if (!batch.isEmpty()) {
          log(run, batch);
        }
        if (batch.size() < MlflowRun.METRICS && !last) {
          boolean unused = ended.await(patience.pause().toMillis(), TimeUnit.MILLISECONDS);
        }
      }
      Ended now = ending.get();
      insist(
          () -> {
            run.end(now.how(), now.outcome());
            return run;
          });
      closed = true;
    } catch (RefusedException e) {
      trouble(e.getMessage() + "; the training goes on without being tracked");
    } catch (IOException e) {
      trouble(e.getMessage());
    } catch (InterruptedException e) {
      // The training is over and has waited enough.
    } catch (RuntimeException e) {
      trouble(e + "; the training goes on without being tracked");
    }
  }

  /** Delivers numbers; those that the server does not like are left out. */
  private void log(MlflowRun run, List<Metric> batch) throws IOException, InterruptedException {
    try {
      insist(
          () -> {
            run.log(batch);
            return run;
          });
      delivered.addAndGet(batch.size());
    } catch (RefusedException e) {
      if (e.status() != BAD_REQUEST) {
        throw e;
      }
      trouble(e.getMessage());
    }
  }

  /**
   * Sends a request until the server has answered, or until it failed once more after the training
   * has ended.
   */
  private <T> T insist(Request<T> request) throws IOException, InterruptedException {
    Duration wait = patience.retry();
    while (true) {
      boolean last = ended.getCount() == 0;
      try {
        T answer = request.send();
        failing = false;
        return answer;
      } catch (RefusedException e) {
        throw e;
      } catch (IOException e) {
        failing = true;
        if (last) {
          throw e;
        }
        trouble(e.getMessage() + "; the training goes on, and the server is asked again");
      }
      boolean unused = ended.await(wait.toMillis(), TimeUnit.MILLISECONDS);
      Duration longer = wait.multipliedBy(2);
      wait = longer.compareTo(patience.longestRetry()) < 0 ? longer : patience.longestRetry();
    }
  }

  private void trouble(String what) {
    warning.compareAndSet(null, "tracking: " + server.address() + ": " + what);
  }

  /** Says the first trouble, once, from the thread that speaks to the user. */
  private void warn() {
    if (!warned && warning.get() != null) {
      warned = true;
      progress.say(warning.get());
    }
  }
}
