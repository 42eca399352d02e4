package io.github.altprop.jobs.storage;

import io.github.altprop.preprocessing.dataset.ExampleOrder;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Brings the row groups that will be needed next into the cache while the ones before are being
 * drawn from.
 */
final class ReadAhead implements Closeable {
  /** Longer than one row group takes. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SplitReader reader;
  private final ExampleOrder order;
  private final List<PositionRange> ranges;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread created = new Thread(task, "read-ahead");
            created.setDaemon(true);
            return created;
          });
  private List<Integer> current = List.of();
  private volatile boolean closed;

  ReadAhead(SplitReader reader, ExampleOrder order, List<PositionRange> ranges) {
    this.reader = reader;
    this.order = order;
    this.ranges = ranges;
  }

  /** Called before a minibatch is filled, by its number among the ranges. */
  void entering(int number) {
    List<Integer> entered = order.neighbourhood(ranges.get(number).from());
    if (entered.equals(current)) {
      return;
    }
    current = entered;
    for (int later = number + 1; later < ranges.size(); later++) {
      List<Integer> following = order.neighbourhood(ranges.get(later).from());
      if (!following.equals(current)) {
        thread.execute(() -> load(following));
        return;
      }
    }
  }

  private void load(List<Integer> groups) {
    try {
      for (int group : groups) {
        if (closed) {
          return;
        }
        reader.rowGroup(group);
      }
    } catch (RuntimeException e) {
      // Whoever needs the row group will meet the same failure, and report it.
    }
  }

  /** Returns when the row group being read is there. */
  @Override
  public void close() {
    closed = true;
    thread.shutdown();
    try {
      thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
