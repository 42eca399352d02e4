package io.github.altprop.jobs.sweep;

import io.github.altprop.jobs.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How far a sweep is, and how long it will take: what is left of the points' cost at the pace of
 * this start. May be told by several threads.
 */
final class SweepPace {
  private static final long SCALE = 1000;

  private final Progress progress;
  private final LongSupplier nanos;
  private final long started;
  private final Map<String, SweepPlan.Planned> points = new LinkedHashMap<>();

  /** Parts of running points that are trained, by their names. */
  private final Map<String, Double> running = new LinkedHashMap<>();

  private final Set<String> ended = new LinkedHashSet<>();

  /** Cost of what this start did not train: points that ended before, parts of resumed ones. */
  private double before;

  /** Points that go on at a checkpoint, of which this start has not heard yet. */
  private final Set<String> resumed;

  /**
   * A clock that starts now.
   *
   * @param points all of the sweep
   * @param endedBefore names of those that came to an end in an earlier start
   * @param resumed names of those that were under way then
   * @param nanos the time
   */
  SweepPace(
      List<SweepPlan.Planned> points,
      Set<String> endedBefore,
      Set<String> resumed,
      Progress progress,
      LongSupplier nanos) {
    points.forEach(point -> this.points.put(point.point().name(), point));
    this.resumed = new LinkedHashSet<>(resumed);
    this.progress = progress;
    this.nanos = nanos;
    this.started = nanos.getAsLong();
    ended.addAll(endedBefore);
    before = endedBefore.stream().mapToDouble(this::cost).sum();
  }

  /**
   * A point is running.
   *
   * @param part of it that is trained, from 0 to 1
   */
  synchronized void at(String point, double part) {
    if (ended.contains(point)) {
      return;
    }
    if (part > 0 && resumed.remove(point)) {
      before += part * cost(point);
    }
    running.put(point, part);
    show();
  }

  /** A point came to an end, whatever it was. */
  synchronized void ended(String point) {
    running.remove(point);
    ended.add(point);
    show();
  }

  private void show() {
    double total = points.keySet().stream().mapToDouble(this::cost).sum();
    progress.at((long) (SCALE * done() / total), SCALE, text());
  }

  /**
   * For example "3 of 16 points; fa-seed1 epoch 4 of 100, gd-seed1 epoch 2 of 100; 12 min left".
   */
  synchronized String text() {
    List<String> parts = new ArrayList<>();
    parts.add(ended.size() + " of " + points.size() + " points");
    List<String> now = new ArrayList<>();
    running.forEach(
        (name, part) -> {
          int epochs = points.get(name).epochs();
          int epoch = Math.min(epochs, (int) (part * epochs) + 1);
          now.add(name + " epoch " + epoch + " of " + epochs);
        });
    if (!now.isEmpty()) {
      parts.add(String.join(", ", now));
    }
    double trained = done() - before;
    if (trained > 0) {
      double total = points.keySet().stream().mapToDouble(this::cost).sum();
      double left = (nanos.getAsLong() - started) * ((total - done()) / trained);
      parts.add(spoken(Duration.ofNanos((long) left)) + " left");
    }
    return String.join("; ", parts);
  }

  private double done() {
    double done = ended.stream().mapToDouble(this::cost).sum();
    for (Map.Entry<String, Double> point : running.entrySet()) {
      done += point.getValue() * cost(point.getKey());
    }
    return done;
  }

  private double cost(String point) {
    // A point without parameters to train takes time too.
    return Math.max(1, points.get(point).point().cost());
  }

  private static String spoken(Duration left) {
    if (left.toMinutes() < 2) {
      return left.toSeconds() + " s";
    }
    return left.toHours() < 2
        ? left.toMinutes() + " min"
        : left.toHours() + " h " + left.toMinutesPart() + " min";
  }
}
