package io.github.altprop.jobs.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunParametersTest {
  @Test
  void valuesStandUnderTheirPathsAndTrackingIsLeftOut() {
    Map<String, Object> resolved =
        Map.of(
            "seed", 1L,
            "network", Map.of("layers", List.of(Map.of("name", "dense", "units", 4L))),
            "schedule", Map.of("epochs", List.of(2L, 4L)),
            "tracking", Map.of("mlflow", "http://localhost"));

    assertThat(RunParameters.of(resolved))
        .containsOnly(
            Map.entry("seed", "1"),
            Map.entry("network.layers.0.name", "dense"),
            Map.entry("network.layers.0.units", "4"),
            Map.entry("schedule.epochs", "[2, 4]"));
  }

  @Test
  void longValuesAreCut() {
    assertThat(RunParameters.of(Map.of("name", "x".repeat(7_000))).get("name")).hasSize(500);
  }
}
