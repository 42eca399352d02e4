package io.github.altprop.evaluation.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.evaluation.chart.Clock.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockTest {
  /** Two bars side by side, a pause of 5 seconds, another; then nothing for ten hours. */
  private static final Clock CLOCK =
      Clock.of(
          List.of(new Span(0, 60), new Span(20, 80), new Span(85, 100), new Span(36_100, 36_200)));

  @Test
  void longStretchesInWhichNothingHappensAreCutOut() {
    assertThat(CLOCK.kept()).containsExactly(new Span(0, 100), new Span(36_100, 36_200));
    assertThat(CLOCK.cuts()).containsExactly(new Span(100, 36_100));
  }

  @Test
  void whatIsKeptIsDrawnToScale() {
    double width = 400 + Clock.CUT;

    assertThat(CLOCK.position(0, width)).isZero();
    assertThat(CLOCK.position(50, width)).isCloseTo(100, within(1e-9));
    assertThat(CLOCK.position(100, width)).isCloseTo(200, within(1e-9));
    assertThat(CLOCK.position(36_100, width)).isCloseTo(200 + Clock.CUT, within(1e-9));
    assertThat(CLOCK.position(36_200, width)).isCloseTo(width, within(1e-9));
  }

  @Test
  void ticksAreRoundAndTellTheTimeBehindACut() {
    assertThat(CLOCK.ticks(400 + Clock.CUT)).containsExactly(0.0, 60.0, 36_120.0, 36_180.0);
    assertThat(CLOCK.ticks(400 + Clock.CUT).stream().map(Clock::written))
        .containsExactly("0:00", "1:00", "10:02:00", "10:03:00");
  }

  @Test
  void oneMomentAloneHasAPlaceToo() {
    assertThat(Clock.of(List.of(new Span(0, 0))).position(0, 100)).isZero();
  }
}
