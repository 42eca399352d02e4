package io.github.altprop.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import io.github.altprop.training.golden.GoldenNetwork;
import io.github.altprop.training.network.BatchNormalization.Settings;
import io.github.altprop.training.network.BatchNormalization.Variance;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.testkit.TestDevice;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchNormalizationTest {
  private static final double[] INPUTS = {1, 10, 3, 20, 5, 60};

  static Stream<GoldenCase> cases() {
    return GoldenCases.all("bp").filter(golden -> golden.has("/expected/batchStatistics"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trainingTracksTheStatisticsOfTheMinibatch(GoldenCase golden) {
    try (Engine engine = TestDevice.engine(1)) {
      GoldenNetwork fixture = new GoldenNetwork(golden, engine);
      fixture.pass(Auxiliary.SKIPPED).forward(Mode.TRAINING);
      for (String layer : golden.names("/expected/batchStatistics")) {
        String expected = "/expected/batchStatistics/" + layer;
        assertThat(
                golden
                    .array(expected + "/mean")
                    .relativeErrorOf(fixture.statistics().view(layer + ".mean").toDoubles()))
            .isLessThan(golden.tolerance("outputs"));
        assertThat(
                golden
                    .array(expected + "/varianceUnbiased")
                    .relativeErrorOf(fixture.statistics().view(layer + ".variance").toDoubles()))
            .isLessThan(golden.tolerance("outputs"));
      }
    }
  }

  @Test
  void runningStatisticsDecayAndMayBeBiased() {
    try (Engine engine = TestDevice.engine(1)) {
      Pass unbiased = pass(engine, new Settings(0, 0.75, Variance.UNBIASED));
      Pass biased = pass(engine, new Settings(0, 0.75, Variance.BIASED));
      unbiased.forward(Mode.TRAINING);
      biased.forward(Mode.TRAINING);

      // Means 3 and 30; sums of squared deviations 8 and 1400.
      assertThat(statistics(unbiased)).containsExactly(0.75, 7.5, 0.75 + 1, 0.75 + 175);
      assertThat(statistics(biased))
          .containsExactly(
              new double[] {0.75, 7.5, 0.75 + 8 / 12.0, 0.75 + 1400 / 12.0}, within(1e-12));
    }
  }

  @Test
  void inferenceUsesTheRunningStatisticsAndLeavesThem() {
    try (Engine engine = TestDevice.engine(1)) {
      Pass pass = pass(engine, new Settings(3, 0.5, Variance.BIASED));
      double[] outputs = pass.forward(Mode.INFERENCE).toDoubles();

      // Running means are still 0 and variances 1, so that x is divided by sqrt(1 + 3).
      assertThat(outputs).containsExactly(0.5, 5, 1.5, 10, 2.5, 30);
      assertThat(statistics(pass)).containsExactly(0, 0, 1, 1);
    }
  }

  @Test
  void aSecondWalkBackLeavesTheRunningStatistics() {
    try (Engine engine = TestDevice.engine(1)) {
      Pass pass = pass(engine, new Settings(0, 0.5, Variance.BIASED));
      ParameterVector updates =
          new ParameterVector(engine, ElementType.FLOAT64, pass.network().parameters());
      pass.forward(Mode.TRAINING);
      double[] once = statistics(pass);
      pass.backward((synapse, error, inputError) -> {}, 1, updates);
      pass.backward((synapse, error, inputError) -> {}, 1, updates);

      assertThat(statistics(pass)).containsExactly(once);
    }
  }

  private static double[] statistics(Pass pass) {
    return pass.statistics().flat().toDoubles();
  }

  private static Pass pass(Engine engine, Settings settings) {
    Network network =
        Network.of(new int[] {2}, List.of(BatchNormalization.of(settings, Activation.IDENTITY)));
    ParameterVector parameters =
        new ParameterVector(engine, ElementType.FLOAT64, network.parameters());
    ParameterVector statistics =
        new ParameterVector(engine, ElementType.FLOAT64, network.statistics());
    parameters.view("layer0.gamma").put(new double[] {1, 1});
    statistics.view("layer0.variance").put(new double[] {1, 1});
    Pass pass = new Pass(network, engine, parameters, statistics, Auxiliary.SKIPPED, 3);
    pass.input().put(INPUTS);
    return pass;
  }
}
