package io.github.altprop.training.regularization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterLayout;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.testkit.TestDevice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WeightDecayTest {
  @ParameterizedTest
  @CsvSource({"all, 0.25, 0.25", "convolutions, 0.25, 0"})
  void addsItsMultipleOfTheWeightsThatDecay(String layers, double kernelShare, double denseShare) {
    ParameterLayout layout = new ParameterLayout();
    Parameter kernel = layout.add("kernel", Parameter.Role.WEIGHT, 1, 1, 1, 2);
    Parameter bias = layout.add("bias", Parameter.Role.BIAS, 1);
    Parameter dense = layout.add("dense", Parameter.Role.WEIGHT, 1, 2);
    Component<RegularizerFactory> component = Regularizers.REGISTRY.require("l2");
    Options options = Options.of(component.options(), Map.of("weight", 0.25, "layers", layers));
    try (Engine engine = TestDevice.engine(1)) {
      ParameterVector parameters = new ParameterVector(engine, ElementType.FLOAT64, layout);
      ParameterVector updates = new ParameterVector(engine, ElementType.FLOAT64, layout);
      parameters.flat().put(new double[] {4, -8, 16, 12, 20});
      updates.flat().put(new double[] {1, 1, 1, 1, 1});
      Penalty penalty =
          component
              .factory()
              .create(engine, ElementType.FLOAT64, List.of(kernel, dense), options)
              .at(parameters, 3)
              .orElseThrow();
      penalty.parameters().forEach(weight -> penalty.addGradient(weight, updates));

      assertThat(updates.view(kernel).toDoubles())
          .containsExactly(1 + 4 * kernelShare, 1 - 8 * kernelShare);
      assertThat(updates.view(bias).toDoubles()).containsExactly(1);
      assertThat(updates.view(dense).toDoubles())
          .containsExactly(1 + 12 * denseShare, 1 + 20 * denseShare);
    }
  }
}
