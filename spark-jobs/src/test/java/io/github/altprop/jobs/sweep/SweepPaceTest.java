package io.github.altprop.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.Progress;
import io.github.altprop.training.tensor.Precision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SweepPaceTest {
  private long seconds;

  @Test
  void tellsWhatRunsAndHowLongItWillTake() {
    SweepPace pace = pace(Set.of(), Set.of());
    assertThat(pace.text()).isEqualTo("0 of 3 points");

    pace.at("long", 0);
    seconds = 60;
    pace.at("long", 0.255);

    // A quarter of half of all took a minute.
    assertThat(pace.text()).isEqualTo("0 of 3 points; long epoch 26 of 100; 6 min left");
    pace.ended("long");
    assertThat(pace.text()).isEqualTo("1 of 3 points; 60 s left");
  }

  @Test
  void whatAnEarlierStartTrainedIsNoPaceOfThisOne() {
    SweepPace pace = pace(Set.of("short"), Set.of("long"));
    pace.at("long", 0);
    seconds = 1;
    pace.at("long", 0.5);
    assertThat(pace.text()).isEqualTo("1 of 3 points; long epoch 51 of 100");

    seconds = 60;
    pace.at("long", 0.75);

    assertThat(pace.text()).isEqualTo("1 of 3 points; long epoch 76 of 100; 3 min left");
  }

  @Test
  void aHeartbeatThatIsLateChangesNothing() {
    SweepPace pace = pace(Set.of(), Set.of());
    pace.ended("short");
    pace.at("short", 0.9);
    assertThat(pace.text()).startsWith("1 of 3 points; 0 s left");
  }

  private SweepPace pace(Set<String> ended, Set<String> resumed) {
    return new SweepPace(
        List.of(planned("long", 200), planned("short", 100), planned("other", 100)),
        ended,
        resumed,
        Progress.SILENT,
        () -> Duration.ofSeconds(seconds).toNanos());
  }

  private static SweepPlan.Planned planned(String name, double cost) {
    Point point = new Point(name, "FA", "data", "uri", 1, Map.of(), "", cost);
    return new SweepPlan.Planned(point, Precision.FLOAT32, 1, 1, 100, 1);
  }
}
