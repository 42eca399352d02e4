package io.github.altprop.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.evaluation.sweep.PointResult.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  /** Seconds: long 0 to 9 beside short 1 to 3, next 3 to 5 and late 6 to 8; other on its own. */
  @Test
  void pointsSideBySideRunInDifferentSlotsOfTheirHost() {
    String csv =
        Timeline.csv(
            List.of(
                outcome("short", "a", 1, 3),
                outcome("long", "a", 0, 9),
                outcome("late", "a", 6, 8),
                outcome("next", "a", 3, 5),
                outcome("third", "a", 4, 7),
                outcome("other", "b", 2, 4)));

    assertThat(csv.lines())
        .containsExactly(
            "point,state,host,slot,start,end",
            "long,finished,a,0,1970-01-01T00:00:00Z,1970-01-01T00:00:09Z",
            "short,finished,a,1,1970-01-01T00:00:01Z,1970-01-01T00:00:03Z",
            "other,finished,b,0,1970-01-01T00:00:02Z,1970-01-01T00:00:04Z",
            "next,finished,a,1,1970-01-01T00:00:03Z,1970-01-01T00:00:05Z",
            "third,finished,a,2,1970-01-01T00:00:04Z,1970-01-01T00:00:07Z",
            "late,finished,a,1,1970-01-01T00:00:06Z,1970-01-01T00:00:08Z");
  }

  private static PointOutcome outcome(String point, String host, long start, long end) {
    return new PointOutcome(
        point, State.FINISHED, "", host, Instant.ofEpochSecond(start), Instant.ofEpochSecond(end));
  }
}
