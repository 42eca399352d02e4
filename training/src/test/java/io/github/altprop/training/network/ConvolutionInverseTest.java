package io.github.altprop.training.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.initialization.Gaussian;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionInverseTest {
  private static final Activation LEAKY = Activation.leakyRelu(0.1);

  @ParameterizedTest
  @CsvSource({"6, 3, 1", "7, 3, 2", "8, 5, 2", "5, 1, 2", "1, 3, 1"})
  void aSquareConvolutionGivesItsInputBack(int pixels, int kernel, int stride) {
    try (Engine engine = TestDevice.engine(1)) {
      Pass pass = pass(engine, pixels, Patches.same(kernel, stride), Auxiliary.COMPUTED);
      pass.forward(Mode.INFERENCE);
      SynapsePass convolution = (SynapsePass) pass.layers().get(0);
      Tensor product = engine.zeros(ElementType.FLOAT64, convolution.allUnits().shape());
      engine.activateInverse(LEAKY, convolution.allUnits(), product);
      convolution.removeBias(product);
      Tensor reconstructed = engine.zeros(ElementType.FLOAT64, pass.input().shape());
      convolution.reconstruct(inverseTransposed(engine, convolution), product, reconstructed);

      assertThat(reconstructed.toDoubles())
          .containsExactly(pass.input().toDoubles(), within(1e-10));
    }
  }

  @Test
  void keptChannelsAreTheFirstOfAll() {
    try (Engine engine = TestDevice.engine(1)) {
      Pass pass = pass(engine, 4, Patches.same(3), Auxiliary.COMPUTED);
      pass.forward(Mode.INFERENCE);
      SynapsePass convolution = (SynapsePass) pass.layers().get(0);
      int units = convolution.layer().units();

      for (int i = 0; i < convolution.output().size(); i++) {
        assertThat(convolution.output().at(i))
            .isEqualTo(convolution.allUnits().at((long) i / 2 * units + i % 2));
      }
    }
  }

  @Test
  void withoutAuxiliaryChannelsThereIsNothingToInvert() {
    try (Engine engine = TestDevice.engine(1)) {
      Pass pass = pass(engine, 4, Patches.same(3), Auxiliary.SKIPPED);
      pass.forward(Mode.INFERENCE);
      SynapsePass convolution = (SynapsePass) pass.layers().get(0);

      assertThatThrownBy(convolution::allUnits).hasMessageContaining("layer0");
      assertThatThrownBy(
              () ->
                  convolution.reconstruct(convolution.matrix(), convolution.output(), pass.input()))
          .hasMessageContaining("layer0");
    }
  }

  private static Tensor inverseTransposed(Engine engine, SynapsePass synapse) {
    Tensor inverse = engine.zeros(ElementType.FLOAT64, synapse.matrix().shape());
    Tensor transposed = engine.zeros(ElementType.FLOAT64, synapse.matrix().shape());
    engine.invert(synapse.matrix(), inverse);
    engine.transpose(inverse, transposed);
    return transposed;
  }

  private static Pass pass(Engine engine, int pixels, Patches patches, Auxiliary auxiliary) {
    Network network =
        Network.of(
            new int[] {pixels, pixels, 3},
            List.of(Convolution.square(patches, 2, LEAKY), Pooling.globalAverage()));
    ParameterVector parameters =
        new ParameterVector(engine, ElementType.FLOAT64, network.parameters());
    ParameterVector statistics =
        new ParameterVector(engine, ElementType.FLOAT64, network.statistics());
    Gaussian random = new Gaussian(5);
    parameters.flat().put(random.next(Math.toIntExact(parameters.flat().size())));
    Pass pass = new Pass(network, engine, parameters, statistics, auxiliary, 2);
    pass.input().put(random.next(Math.toIntExact(pass.input().size())));
    return pass;
  }
}
