package io.github.altprop.training.optimizer;

import io.github.altprop.training.golden.GoldenAssertions;
import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterLayout;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.testkit.TestDevice;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GoldenOptimizerTest {
  private static final Map<String, String> REGISTERED =
      Map.of("adam", "adam", "momentum-sgd", "sgd");

  static Stream<GoldenCase> cases() {
    return GoldenCases.all("adam", "momentum-sgd");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void parametersAndMomentsFollowTheFormula(GoldenCase golden) {
    Component<OptimizerFactory> component =
        Optimizers.REGISTRY.require(REGISTERED.get(golden.rule()));
    Map<String, Object> given = new HashMap<>();
    for (String name : golden.names("/hyperparameters")) {
      given.put(name, golden.number("/hyperparameters/" + name));
    }
    ParameterLayout layout = new ParameterLayout();
    for (String name : golden.names("/parameters")) {
      layout.add(name, Parameter.Role.WEIGHT, golden.shape("/parameters/" + name));
    }
    try (Engine engine = TestDevice.engine(1)) {
      ParameterVector parameters = new ParameterVector(engine, ElementType.FLOAT64, layout);
      load(golden, "/parameters", parameters);
      Optimizer optimizer =
          component
              .factory()
              .create(
                  engine,
                  parameters,
                  ParameterGroup.everything(layout),
                  Options.of(component.options(), given));
      double rate = golden.number("/hyperparameters/learningRate");
      ParameterVector updates = new ParameterVector(engine, ElementType.FLOAT64, layout);
      for (int step = 0; step < golden.node("/expected/steps").size(); step++) {
        load(golden, "/gradients/" + step, updates);
        optimizer.prepare(rate, step + 1);
        engine.repeatedly(optimizer, () -> optimizer.apply(parameters, updates));
        String expected = "/expected/steps/" + step;
        assertVector(golden, expected, "parameters", parameters);
        optimizer.slots().forEach((slot, moment) -> assertVector(golden, expected, slot, moment));
      }
    }
  }

  private static void assertVector(
      GoldenCase golden, String at, String quantity, ParameterVector actual) {
    for (String name : golden.names(at + "/" + quantity)) {
      GoldenAssertions.assertTensor(
          golden, at + "/" + quantity + "/" + name, actual.view(name), quantity);
    }
  }

  private static void load(GoldenCase golden, String pointer, ParameterVector vector) {
    for (Parameter parameter : vector.layout().parameters()) {
      vector.view(parameter).put(golden.doubles(pointer + "/" + parameter.name()));
    }
  }
}
