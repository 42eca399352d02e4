package io.github.altprop.training.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.golden.GoldenAssertions;
import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenGaitPropagationTest {
  static Stream<GoldenCase> targets() {
    return GoldenCases.all("gp", "vgp", "tp");
  }

  static Stream<GoldenCase> differences() {
    return GoldenCases.all("gp-differences");
  }

  static Stream<GoldenCase> implicit() {
    return GoldenCases.all("gp-differences-implicit");
  }

  @ParameterizedTest
  @MethodSource("targets")
  void targetsWalkBackThroughExplicitInverses(GoldenCase golden) {
    try (Engine engine = TestDevice.engine(1)) {
      RuleCase rule = new RuleCase(golden, engine);
      InverseTargets gait =
          new InverseTargets(rule.context, approach(rule), new ExpectedTargets(golden));
      Pass pass = rule.assertUpdate(gait);
      if (golden.has("/expected/outputs")) {
        Synapse top = rule.fixture.network().synapses().get(pass.network().synapses().size() - 1);
        assertThat(top.units()).isEqualTo(golden.shape("/expected/outputs")[1]);
      }
      if (golden.has("/expected/angleBounds")) {
        assertAngleBounds(rule, gait);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("differences")
  void differencesReturnThroughTheInverse(GoldenCase golden) {
    try (Engine engine = TestDevice.engine(1)) {
      RuleCase rule = new RuleCase(golden, engine);
      rule.assertUpdate(rule.rule("gp", Map.of()));
    }
  }

  @ParameterizedTest
  @MethodSource("implicit")
  void implicitAuxiliaryUnitsReturnThroughThePseudoInverse(GoldenCase golden) {
    try (Engine engine = TestDevice.engine(1)) {
      RuleCase rule = new RuleCase(golden, engine);
      rule.assertUpdate(rule.rule("gp", Map.of("auxiliary", "implicit")));
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void differencesEqualNormalizedTargets(GoldenCase golden) {
    if (!golden.rule().equals("gp") || golden.name().contains("saturated")) {
      return;
    }
    try (Engine engine = TestDevice.engine(1)) {
      RuleCase rule = new RuleCase(golden, engine);
      ParameterVector published = update(rule, rule.rule("gp", Map.of("propagation", "targets")));
      ParameterVector limit = update(rule, rule.rule("gp", Map.of()));
      for (Synapse synapse : rule.fixture.network().synapses()) {
        Tensor want = published.view(synapse.weight());
        Tensor difference = limit.view(synapse.weight());
        engine.axpy(-1, want, difference);
        assertThat(engine.norm(difference) / engine.norm(want))
            .as("%s %s", golden, synapse.name())
            .isLessThan(1e-4);
      }
    }
  }

  private static Approach approach(RuleCase rule) {
    return switch (rule.golden.rule()) {
      case "gp" ->
          new GaitApproach(
              rule.context, Nudge.normalized(rule.golden.number("/hyperparameters/eta")));
      case "vgp" ->
          new GaitApproach(
              rule.context, Nudge.constant(rule.golden.number("/hyperparameters/gamma")));
      default -> new TargetPropagation.WholeWay(rule.engine);
    };
  }

  private static ParameterVector update(RuleCase rule, LearningRule gait) {
    ParameterVector updates = rule.fixture.updates();
    gait.update(rule.fixture.pass(gait.auxiliary()), 0, updates);
    return updates;
  }

  private static void assertAngleBounds(RuleCase rule, LearningRule gait) {
    ParameterVector updates = rule.fixture.updates();
    ParameterVector gradients = rule.fixture.updates();
    Pass pass = rule.fixture.pass(gait.auxiliary());
    gait.update(pass, 0, updates);
    pass.backward(new Backpropagation(), 0, gradients);
    for (Synapse synapse : rule.fixture.network().synapses()) {
      String bounds = "/expected/angleBounds/" + synapse.weight().name();
      assertThat(
              GoldenAssertions.degrees(
                  rule.engine, updates.view(synapse.weight()), gradients.view(synapse.weight())))
          .as("%s angle of %s", rule.golden, synapse.name())
          .isBetween(rule.golden.number(bounds + "/min"), rule.golden.number(bounds + "/max"));
    }
  }

  /** Compares targets, factors and gammas as they are computed. */
  private record ExpectedTargets(GoldenCase golden) implements TargetObserver {
    @Override
    public void target(Synapse layer, Tensor target, Tensor factors) {
      if (golden.has("/expected/targets/" + layer.name())) {
        GoldenAssertions.assertTensor(
            golden, "/expected/targets/" + layer.name(), target, "targets");
      }
      assertFactors("multFactors", layer, factors);
    }

    @Override
    public void nudged(Synapse layer, Tensor gammas) {
      assertFactors("gammas", layer, gammas);
    }

    private void assertFactors(String quantity, Synapse layer, Tensor actual) {
      String pointer = "/expected/" + quantity + "/" + layer.name();
      if (!golden.has(pointer)) {
        return;
      }
      double[] expected = golden.doubles(pointer);
      for (int n = 0; n < expected.length; n++) {
        if (!Double.isNaN(expected[n])) {
          assertThat(actual.at(n))
              .as("%s %s of example %d", golden, pointer, n)
              .isCloseTo(
                  expected[n],
                  Offset.offset(golden.tolerance("multFactors") * Math.abs(expected[n]) + 1e-300));
        }
      }
    }
  }
}
