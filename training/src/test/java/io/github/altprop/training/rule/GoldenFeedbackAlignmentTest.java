package io.github.altprop.training.rule;

import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.nd4j.Engines;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenFeedbackAlignmentTest {
  static Stream<GoldenCase> cases() {
    return GoldenCases.all("fa");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void errorsReturnThroughTheFixedWeights(GoldenCase golden) {
    try (Engine engine = Engines.cpu(1)) {
      RuleCase rule = new RuleCase(golden, engine);
      LearningRule alignment = rule.rule("fa", Map.of());
      rule.fixture.load("/feedback", alignment.state().orElseThrow());
      rule.assertUpdate(alignment);
    }
  }
}
