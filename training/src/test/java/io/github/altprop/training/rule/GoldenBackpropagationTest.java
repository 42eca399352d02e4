package io.github.altprop.training.rule;

import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.testkit.TestDevice;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenBackpropagationTest {
  static Stream<GoldenCase> cases() {
    return GoldenCases.all("bp");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void backpropGivesTheExactGradient(GoldenCase golden) {
    try (Engine engine = TestDevice.engine(1)) {
      RuleCase rule = new RuleCase(golden, engine);
      rule.assertUpdate(rule.rule("bp", Map.of()));
    }
  }
}
