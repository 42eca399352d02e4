package io.github.altprop.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SweepOverridesTest {
  private static final String SWEEP =
      """
      name: test
      experiments:
        FA: fa.yaml
        GD: {file: gd.yaml, set: {optimizer: {name: sgd, learningRate: 2}, epochs: 3}}
      set: {epochs: 9, batchSize: 4}
      quick: {set: {epochs: 1}}
      """;

  @Test
  void aKeyThatIsSetForAllAndAgainInQuickCountsOnce() {
    Sweep quick = Sweep.read("test", SWEEP, Sweep.Variant.QUICK);

    assertThat(quick.set()).containsExactly("batchSize=4", "epochs=1");
    assertThat(again(quick).runsLike(quick)).isTrue();
  }

  @Test
  void overridesStandBehindWhatEveryExperimentSets() {
    Sweep overridden =
        Sweep.read("test", SWEEP, Sweep.Variant.FULL)
            .with(List.of("epochs=5", "optimizer={name: adam, learningRate: 1e-3}"));

    assertThat(overridden.experiments().get("GD").set())
        .containsExactly("epochs=5", "optimizer={name: adam, learningRate: 1e-3}");
    assertThat(overridden.experiments().get("FA").set()).hasSize(2);
    assertThat(again(overridden).runsLike(overridden)).isTrue();
    assertThat(overridden.runsLike(Sweep.read("test", SWEEP, Sweep.Variant.FULL))).isFalse();
  }

  @Test
  void whichServerIsToldMakesNoOtherSweep() {
    Sweep sweep = Sweep.read("test", SWEEP, Sweep.Variant.FULL);

    assertThat(sweep.with(List.of("tracking.mlflow=http://localhost:5000")).runsLike(sweep))
        .isTrue();
  }

  private static Sweep again(Sweep sweep) {
    return Sweep.read("test", sweep.toYaml(), Sweep.Variant.FULL);
  }
}
