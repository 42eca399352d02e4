package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Unit;
import io.github.altprop.evaluation.run.TimelineRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How well the slots of a sweep were used while any of its points ran.
 *
 * @param slots how many there were
 * @param seconds in which at least one point ran
 * @param busy part of the slots' time in which they ran one, 0 to 1
 * @param longestWait seconds that a slot had nothing to do between two points, while others ran;
 *     empty if none ran two
 */
record Occupancy(int slots, double seconds, double busy, OptionalDouble longestWait) {
  static Occupancy of(List<TimelineRow> rows) {
    List<TimelineRow> byStart =
        rows.stream().sorted(Comparator.comparing(TimelineRow::start)).toList();
    List<Instant[]> active = active(byStart);
    Map<String, Instant> free = new HashMap<>();
    Set<String> slots = new HashSet<>();
    double ran = 0;
    OptionalDouble wait = OptionalDouble.empty();
    for (TimelineRow row : byStart) {
      String slot = row.host() + " " + row.slot();
      slots.add(slot);
      Instant before = free.put(slot, row.end());
      if (before != null) {
        wait = OptionalDouble.of(Math.max(wait.orElse(0), overlap(active, before, row.start())));
      }
      ran += seconds(row.start(), row.end());
    }
    double all = active.stream().mapToDouble(span -> seconds(span[0], span[1])).sum();
    double busy = all > 0 ? ran / (slots.size() * all) : 0;
    return new Occupancy(slots.size(), all, busy, wait);
  }

  /** Stretches in which at least one point ran: their starts and ends. */
  private static List<Instant[]> active(List<TimelineRow> byStart) {
    List<Instant[]> active = new ArrayList<>();
    for (TimelineRow row : byStart) {
      Instant[] last = active.isEmpty() ? null : active.get(active.size() - 1);
      if (last == null || row.start().isAfter(last[1])) {
        active.add(new Instant[] {row.start(), row.end()});
      } else if (row.end().isAfter(last[1])) {
        last[1] = row.end();
      }
    }
    return active;
  }

  private static double overlap(List<Instant[]> active, Instant from, Instant to) {
    double overlap = 0;
    for (Instant[] span : active) {
      Instant begin = span[0].isAfter(from) ? span[0] : from;
      Instant end = span[1].isBefore(to) ? span[1] : to;
      overlap += Math.max(0, seconds(begin, end));
    }
    return overlap;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1e3;
  }

  String text() {
    return (slots == 1 ? "The slot was" : "The " + slots + " slots were")
        + " busy for "
        + Unit.PERCENT.value(busy)
        + " of the time in which any point ran"
        + (longestWait.isPresent()
            ? "; between two points a slot waited at most "
                + Unit.NUMBER.value(longestWait.getAsDouble())
                + " s."
            : ".");
  }
}
