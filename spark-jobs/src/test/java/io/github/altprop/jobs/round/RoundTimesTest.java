package io.github.altprop.jobs.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTimesTest {
  /** The first got the state late, the second trained long and was done last. */
  private static final List<Report> REPORTS = List.of(report(0, 0.5, 1.0), report(1, 0.1, 1.5));

  @Test
  void allTimesAreThoseOfTheWorkerThatWasDoneLast() {
    RoundTimes times = RoundTimes.of(REPORTS, 0.05, 1.8);

    assertThat(times.slowestWorker()).isEqualTo(1);
    assertThat(times.broadcastSeconds()).isCloseTo(0.15, within(1e-9));
    assertThat(times.fitSeconds()).isEqualTo(1.5);
    assertThat(times.reduceSeconds()).isCloseTo(0.15, within(1e-9));
  }

  @Test
  void waitingForTheSlowestIsNoPartOfTheReduction() {
    RoundTimes even = RoundTimes.of(List.of(report(0, 0.1, 1.5), report(1, 0.1, 1.5)), 0, 1.8);
    RoundTimes uneven = RoundTimes.of(List.of(report(0, 0.1, 0.1), report(1, 0.1, 1.5)), 0, 1.8);

    assertThat(uneven.reduceSeconds()).isEqualTo(even.reduceSeconds());
  }

  private static Report report(int worker, double restoreSeconds, double fitSeconds) {
    return new Report(
        worker,
        "host",
        256,
        100,
        10,
        List.of(),
        null,
        List.of(),
        List.of(),
        new Report.Clock(restoreSeconds, fitSeconds, 0));
  }
}
