package io.github.altprop.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.evaluation.run.EmbeddingTable;
import io.github.altprop.evaluation.run.TimelineRow;
import io.github.altprop.evaluation.sweep.PointResult;
import io.github.altprop.evaluation.sweep.PointResult.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineSectionTest {
  private static final List<PointResult> POINTS =
      List.of(point("fa-seed1", "FA"), point("fa-seed2", "FA"), point("gp-seed1", "GP"));

  @Test
  void aPointAloneHasNoTimeline() {
    List<TimelineRow> rows =
        List.of(row("fa-seed1", "stopped", 0, 0, 5), row("fa-seed1", "finished", 0, 9, 20));

    assertThat(TimelineSection.of(rows, POINTS)).isEmpty();
  }

  @Test
  void everyBarSaysWhatRanWhenAndHowItEnded() {
    String section =
        TimelineSection.of(
                List.of(
                    row("fa-seed1", "finished", 0, 0, 75),
                    row("gp-seed1", "diverged", 1, 0, 30),
                    row("fa-seed2", "failed", 1, 32, 62)),
                POINTS)
            .orElseThrow()
            .toString();

    assertThat(section)
        .contains("slot 0", "slot 1", "∞ gp-seed1", "× fa-seed2", "Dashed: ∞ diverged, × failed.")
        .contains("fa-seed1&#10;0&#9;FA&#9;&#10;0&#9;began at 0:00&#9;1970-01-01T00:00:00Z")
        .contains("gp-seed1&#10;1&#9;GP&#9;diverged")
        .contains("took&#9;1:15", "took&#9;30 s")
        .doesNotContain("Nothing ran", "127.0.0.1");
  }

  @Test
  void aPauseIsShownAsOneAndHostsByTheirNames() {
    String section =
        TimelineSection.of(
                List.of(
                    row("fa-seed1", "stopped", 0, 0, 60),
                    new TimelineRow("gp-seed1", "finished", "other", 0, at(0), at(50)),
                    row("fa-seed1", "finished", 0, 7260, 7290)),
                POINTS)
            .orElseThrow()
            .toString();

    assertThat(section)
        .contains(
            "Nothing ran for 2:00:00",
            "nothing ran for 2:00:00.",
            "was stopped, and is shown until",
            ">127.0.0.1<")
        .contains(">other<");
  }

  @Test
  void slotsAreBusyOrWaitWhileOthersRun() {
    Occupancy occupancy =
        Occupancy.of(
            List.of(
                row("a", "finished", 0, 0, 40),
                row("b", "finished", 1, 0, 10),
                row("c", "finished", 1, 14, 34),
                row("d", "finished", 0, 1000, 1010)));

    assertThat(occupancy.slots()).isEqualTo(2);
    assertThat(occupancy.seconds()).isEqualTo(50);
    assertThat(occupancy.busy()).isCloseTo(0.8, within(1e-12));
    assertThat(occupancy.longestWait()).hasValue(4);
    assertThat(Occupancy.of(List.of(row("a", "finished", 0, 0, 40))).text())
        .isEqualTo("The slot was busy for 100.0\u202f% of the time in which any point ran.");
  }

  private static PointResult point(String name, String experiment) {
    Map<String, String> keys = Map.of("experiment", experiment);
    return new PointResult(name, keys, State.FINISHED, "", Map.of(), EmbeddingTable.none());
  }

  private static TimelineRow row(String point, String state, int slot, long from, long to) {
    return new TimelineRow(point, state, "127.0.0.1", slot, at(from), at(to));
  }

  private static Instant at(long seconds) {
    return Instant.ofEpochSecond(seconds);
  }
}
