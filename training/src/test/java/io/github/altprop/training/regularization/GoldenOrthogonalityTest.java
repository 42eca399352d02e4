package io.github.altprop.training.regularization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.golden.GoldenArray;
import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterLayout;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.testkit.TestDevice;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenOrthogonalityTest {
  static Stream<GoldenCase> cases() {
    return GoldenCases.all("orthogonality");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void penaltyAndGradientFollowTheFormula(GoldenCase golden) {
    ParameterLayout layout = new ParameterLayout();
    for (String name : golden.names("/parameters")) {
      layout.add(name, Parameter.Role.WEIGHT, golden.weight("/parameters/" + name).shape());
    }
    boolean identity = golden.text("/hyperparameters/target").equals("identity");
    try (Engine engine = TestDevice.engine(1)) {
      ParameterVector parameters = new ParameterVector(engine, ElementType.FLOAT64, layout);
      ParameterVector updates = new ParameterVector(engine, ElementType.FLOAT64, layout);
      Orthogonality orthogonality =
          new Orthogonality(
              engine,
              ElementType.FLOAT64,
              layout.parameters(),
              1,
              identity ? Orthogonality.Target.IDENTITY : Orthogonality.Target.OFF_DIAGONAL,
              1);
      for (Parameter weight : layout.parameters()) {
        parameters.view(weight).put(golden.weight("/parameters/" + weight.name()).values());
      }
      Penalty step = orthogonality.at(parameters, 1).orElseThrow();
      step.parameters().forEach(weight -> step.addGradient(weight, updates));
      for (Parameter weight : layout.parameters()) {
        double penalty = golden.number("/expected/penalties/" + weight.name());
        assertThat(orthogonality.penalty(weight, parameters))
            .isCloseTo(penalty, Offset.offset(penalty * golden.tolerance("penalties")));
        GoldenArray gradient = golden.weight("/expected/gradients/" + weight.name());
        assertThat(gradient.relativeErrorOf(updates.view(weight).toDoubles()))
            .isLessThanOrEqualTo(golden.tolerance("gradients"));
      }
    }
  }
}
