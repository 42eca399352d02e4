package io.github.altprop.evaluation.run;

import java.time.Instant;
import java.util.List;

/**
 * A line of a sweep's {@code timeline.csv}: a stretch of time in which a point ran.
 *
 * @param state how it ended: finished, diverged, failed; stopped where the sweep or the point's
 *     executor did; running where that is not known yet
 * @param slot of its host, from 0
 * @param end of a point that runs or was stopped, when it was last heard of
 */
public record TimelineRow(
    String point, String state, String host, int slot, Instant start, Instant end) {
  /** The table of such rows. */
  public static final Table<TimelineRow> TABLE =
      new Table<>(
          "timeline.csv",
          List.of("point", "state", "host", "slot", "start", "end"),
          row -> List.of(row.point, row.state, row.host, row.slot, row.start, row.end),
          row ->
              new TimelineRow(
                  row.text("point"),
                  row.text("state"),
                  row.text("host"),
                  Math.toIntExact(row.integer("slot")),
                  row.instant("start"),
                  row.instant("end")));

  /** The same stretch in another state, until another time. */
  public TimelineRow until(Instant end, String state) {
    return new TimelineRow(point, state, host, slot, start, end);
  }

  /** The same stretch in another slot. */
  public TimelineRow in(int slot) {
    return new TimelineRow(point, state, host, slot, start, end);
  }
}
