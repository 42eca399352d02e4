package io.github.altprop.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTimesTest {
  @Test
  void allTakeAsLongAsTheSlotThatIsDoneLast() {
    Map<String, Double> seconds = Map.of("a", 50.0, "b", 30.0, "c", 30.0, "d", 10.0);

    assertThat(new SweepTimes(seconds, 2).all()).startsWith("about 60 s in all");
    assertThat(new SweepTimes(seconds, 1).all())
        .startsWith("about 2 min in all")
        .contains("1 point at a time");
    assertThat(new SweepTimes(seconds, 8).all()).startsWith("about 50 s in all");
  }

  @ParameterizedTest
  @CsvSource({"0.2, 1 s", "119, 119 s", "120, 2 min", "7140, 119 min", "7260, 2 h 1 min"})
  void timesAreSaidInWords(double seconds, String words) {
    assertThat(SweepTimes.spoken(seconds)).isEqualTo(words);
  }
}
