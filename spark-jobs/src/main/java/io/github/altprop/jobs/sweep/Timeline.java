package io.github.altprop.jobs.sweep;

import io.github.altprop.evaluation.run.MalformedRunException;
import io.github.altprop.evaluation.run.TimelineRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * When and where points ran, over all starts of a sweep: {@code timeline.csv}. Nothing else of a
 * sweep's tables depends on the clock. Told by several threads.
 *
 * <p>A process that is killed says nothing any more. So the file has what runs too, with the time
 * when it was last heard of, which is written every ten seconds; the next start finds it there.
 */
final class Timeline {
  private static final String RUNNING = "running";
  private static final String STOPPED = "stopped";
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final SweepFolder folder;

  /** By the time of their being noted; their slots are not known yet. */
  private final List<TimelineRow> rows = new ArrayList<>();

  /** Points that ended in this start. */
  private final Set<String> ended = new HashSet<>();

  private Instant written = Instant.EPOCH;

  /** The timeline of a sweep, with what an earlier start has left of it. */
  Timeline(SweepFolder folder) {
    this.folder = folder;
    try {
      TimelineRow.TABLE
          .read(folder.uri(), file -> folder.location().child(file).readTextIfThere())
          .forEach(row -> rows.add(closed(row, row.end())));
    } catch (MalformedRunException e) {
      // An older altprop's: what it says is of no use to the training.
      rows.clear();
    }
  }

  private static TimelineRow closed(TimelineRow row, Instant end) {
    return row.state().equals(RUNNING) ? row.until(end, STOPPED) : row;
  }

  /** A point began to run. */
  synchronized void started(String point, String host, Instant at) {
    if (!ended.contains(point)) {
      stopped(point, at);
      rows.add(new TimelineRow(point, RUNNING, host, 0, at, at));
      write(at);
    }
  }

  /** Executors are heard of: what runs still does. */
  synchronized void heard(Instant at) {
    if (Duration.between(written, at).compareTo(SILENCE) > 0) {
      write(at);
    }
  }

  /** A point no longer runs, and has not come to an end: its executor was lost. */
  synchronized void stopped(String point, Instant at) {
    rows.replaceAll(row -> runs(row, point) ? closed(row, at) : row);
  }

  /** A point came to an end. */
  synchronized void ended(PointOutcome outcome) {
    ended.add(outcome.point());
    rows.removeIf(row -> runs(row, outcome.point()));
    rows.add(
        new TimelineRow(
            outcome.point(),
            outcome.state().name().toLowerCase(Locale.ROOT),
            outcome.host(),
            0,
            outcome.started(),
            outcome.ended()));
  }

  private static boolean runs(TimelineRow row, String point) {
    return row.state().equals(RUNNING) && row.point().equals(point);
  }

  /** Writes the file. */
  synchronized void write(Instant at) {
    written = at;
    rows.replaceAll(row -> row.state().equals(RUNNING) ? row.until(at, RUNNING) : row);
    folder.write(TimelineRow.TABLE.file(), TimelineRow.TABLE.csv(rows()));
  }

  /**
   * A row for each stretch, by start. Slots of a host are numbered from 0. Spark gives its slots no
   * numbers: a point is taken to run in the lowest that is free when it starts.
   */
  synchronized List<TimelineRow> rows() {
    Map<String, List<Instant>> freeFrom = new HashMap<>();
    return rows.stream()
        .sorted(
            Comparator.comparing(TimelineRow::start)
                .thenComparing(TimelineRow::end)
                .thenComparing(TimelineRow::point))
        .map(
            row ->
                row.in(take(freeFrom.computeIfAbsent(row.host(), host -> new ArrayList<>()), row)))
        .toList();
  }

  /** The slot that a stretch takes, of those that are free from the given times. */
  private static int take(List<Instant> slots, TimelineRow row) {
    // What was last heard of at a moment still ran at that moment.
    boolean over = !row.state().equals(RUNNING) && !row.state().equals(STOPPED);
    Instant free = over ? row.end() : row.end().plusNanos(1);
    for (int slot = 0; slot < slots.size(); slot++) {
      if (!slots.get(slot).isAfter(row.start())) {
        slots.set(slot, free);
        return slot;
      }
    }
    slots.add(free);
    return slots.size() - 1;
  }
}
