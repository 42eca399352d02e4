package io.github.altprop.training.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.golden.GoldenAssertions;
import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenDifferenceTargetPropagationTest {
  static Stream<GoldenCase> cases() {
    return GoldenCases.all("dtp");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void targets_and_inverses_follow_the_golden_case(GoldenCase golden) {
    try (Engine engine = TestDevice.engine(1)) {
      RuleCase rule =
          new RuleCase(golden, engine, network -> LearnedInverses.declare("dtp", network));
      Expected expected = new Expected(golden, new HashSet<>());
      LearningRule dtp =
          new DifferenceTargetPropagation(
              rule.context,
              golden.number("/hyperparameters/targetStep"),
              (layer, minibatch, noise) -> noise.put(golden.doubles("/noise/" + layer)),
              expected);
      rule.fixture.load("/feedback", rule.fixture.parameters());

      rule.assertUpdate(dtp);

      assertThat(expected.seen).containsAll(golden.names("/expected/targets"));
      ParameterVector updates = rule.fixture.updates();
      dtp.update(rule.fixture.pass(dtp.auxiliary()), 0, updates);
      GoldenAssertions.assertVector(golden, "/expected/inverseGradients", updates, true);
    }
  }

  /** Compares targets and the inverses' losses as they are computed. */
  private record Expected(GoldenCase golden, Set<String> seen) implements TargetObserver {
    @Override
    public void target(Synapse layer, Tensor target, Tensor factors) {
      GoldenAssertions.assertTensor(golden, "/expected/targets/" + layer.name(), target, "targets");
      seen.add(layer.name());
    }

    @Override
    public void inverted(Synapse layer, Tensor loss) {
      double expected = golden.number("/expected/inverseLosses/" + layer.name());
      assertThat(loss.at(0))
          .isCloseTo(expected, within(golden.tolerance("inverseLosses") * expected));
    }
  }
}
