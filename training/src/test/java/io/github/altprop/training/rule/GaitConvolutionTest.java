package io.github.altprop.training.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.architecture.Architecture;
import io.github.altprop.training.architecture.ArchitectureFactory;
import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.golden.GoldenAssertions;
import io.github.altprop.training.initialization.Gaussian;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.Auxiliary;
import io.github.altprop.training.network.LayerPass;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GAIT-prop on {@code gait-imagenet}. Source: experiments, section 4, 1 and 3. */
class GaitConvolutionTest {
  private static final int CLASSES = 10;
  private static final int[] LABELS = {3, 7};

  private final Engine engine = TestDevice.engine(2);

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 224})
  void theInverseGivesEveryLayersInputBack(int pixels) {
    Pass pass = pass(pixels, ElementType.FLOAT64, Auxiliary.COMPUTED, Units.SQUARE);
    pass.forward(Mode.INFERENCE);
    for (LayerPass layer : pass.layers().subList(1, 7)) {
      SynapsePass synapse = (SynapsePass) layer;
      Tensor product = engine.zeros(ElementType.FLOAT64, synapse.allUnits().shape());
      engine.activateInverse(synapse.layer().activation(), synapse.allUnits(), product);
      synapse.removeBias(product);
      Tensor inverse = engine.zeros(ElementType.FLOAT64, synapse.matrix().shape());
      Tensor transposed = engine.zeros(ElementType.FLOAT64, synapse.matrix().shape());
      engine.invert(synapse.matrix(), inverse);
      engine.transpose(inverse, transposed);
      Tensor reconstructed = engine.zeros(ElementType.FLOAT64, synapse.input().shape());
      synapse.reconstruct(transposed, product, reconstructed);
      engine.axpy(-1, synapse.input(), reconstructed);

      assertThat(engine.dot(reconstructed, reconstructed))
          .as("squared error of the input of %s", synapse.layer().name())
          .isLessThan(1e-20);
    }
  }

  @ParameterizedTest
  @CsvSource({"differences, FLOAT64, 1e-3", "targets, FLOAT64, 1e-3", "differences, FLOAT32, 0.05"})
  void orthogonalKernelsSendBackpropsError(
      String propagation, ElementType type, double limitDegrees) {
    Map<String, Object> options = Map.of("propagation", propagation);
    Auxiliary auxiliary = propagation.equals("targets") ? Auxiliary.COMPUTED : Auxiliary.SKIPPED;
    Pass pass = pass(64, type, auxiliary, Units.SQUARE);

    for (double degrees : anglesDegrees(pass, options)) {
      assertThat(degrees).isLessThan(limitDegrees);
    }
  }

  @Test
  void orthonormalKeptKernelsSendBackpropsErrorWithoutAuxiliaryChannels() {
    Pass pass = pass(64, ElementType.FLOAT64, Auxiliary.SKIPPED, Units.KEPT);

    for (double degrees : anglesDegrees(pass, Map.of("auxiliary", "implicit"))) {
      assertThat(degrees).isCloseTo(0, within(1e-3));
    }
  }

  private double[] anglesDegrees(Pass pass, Map<String, Object> options) {
    Component<Rule> gait = LearningRules.REGISTRY.require("gp");
    LearningRule rule =
        ((RuleFactory) gait.factory())
            .create(
                new RuleContext(
                    engine,
                    pass.network(),
                    pass.parameters(),
                    Initializers.REGISTRY.require("orthogonal").factory(),
                    new SoftmaxCrossEntropy(Reduction.SUM),
                    1),
                Options.of(gait.options(), options));
    ElementType type = pass.input().type();
    ParameterVector updates = new ParameterVector(engine, type, pass.network().parameters());
    ParameterVector gradients = new ParameterVector(engine, type, pass.network().parameters());
    pass.labels().put(LABELS);
    rule.update(pass, 0, updates);
    pass.backward(new Backpropagation(), 0, gradients);
    return pass.network().parameters().parameters().stream()
        .filter(parameter -> parameter.role() == Parameter.Role.WEIGHT)
        .mapToDouble(
            weight ->
                GoldenAssertions.degrees(engine, updates.view(weight), gradients.view(weight)))
        .toArray();
  }

  private Pass pass(int pixels, ElementType type, Auxiliary auxiliary, Units units) {
    int[] shape = {pixels, pixels, 3};
    Component<ArchitectureFactory> component = Architectures.REGISTRY.require("gait-imagenet");
    Architecture.Layered architecture =
        (Architecture.Layered)
            component
                .factory()
                .create(Options.of(component.options(), Map.of()), shape, CLASSES, units);
    Network network = Network.of(shape, architecture.layers());
    ParameterVector parameters = new ParameterVector(engine, type, network.parameters());
    Initializers.initialize(engine, network.synapses(), architecture.weights(), 1, parameters);
    ParameterVector statistics = new ParameterVector(engine, type, network.statistics());
    Pass pass = new Pass(network, engine, parameters, statistics, auxiliary, LABELS.length);
    pass.input().put(new Gaussian(2).next(Math.toIntExact(pass.input().size())));
    return pass;
  }
}
