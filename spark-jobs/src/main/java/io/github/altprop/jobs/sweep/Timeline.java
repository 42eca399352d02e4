package io.github.altprop.jobs.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** When and where points ran, as CSV. Nothing else of a sweep's tables depends on the clock. */
final class Timeline {
  private static final List<String> HEADER =
      List.of("point", "state", "host", "slot", "start", "end");

  private Timeline() {}

  /**
   * A row a point, by start. Slots of a host are numbered from 0. Spark gives its slots no numbers:
   * a point is taken to run in the lowest that is free when it starts.
   */
  static String csv(List<PointOutcome> outcomes) {
    StringBuilder csv = new StringBuilder(SweepTables.line(HEADER));
    Map<String, List<Instant>> freeFrom = new HashMap<>();
    outcomes.stream()
        .sorted(
            Comparator.comparing(PointOutcome::started)
                .thenComparing(PointOutcome::ended)
                .thenComparing(PointOutcome::point))
        .forEach(
            outcome -> {
              List<Instant> slots =
                  freeFrom.computeIfAbsent(outcome.host(), host -> new ArrayList<>());
              csv.append(row(outcome, take(slots, outcome)));
            });
    return csv.toString();
  }

  /** The slot that a point takes, of those whose last points end at the given times. */
  private static int take(List<Instant> slots, PointOutcome outcome) {
    for (int slot = 0; slot < slots.size(); slot++) {
      if (!slots.get(slot).isAfter(outcome.started())) {
        slots.set(slot, outcome.ended());
        return slot;
      }
    }
    slots.add(outcome.ended());
    return slots.size() - 1;
  }

  private static String row(PointOutcome outcome, int slot) {
    return SweepTables.line(
        List.of(
            outcome.point(),
            outcome.state().name().toLowerCase(Locale.ROOT),
            outcome.host(),
            Integer.toString(slot),
            outcome.started().toString(),
            outcome.ended().toString()));
  }
}
