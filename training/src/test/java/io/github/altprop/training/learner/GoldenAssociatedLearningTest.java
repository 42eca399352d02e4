package io.github.altprop.training.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.associated.AssociatedPass;
import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.associated.ComponentPass;
import io.github.altprop.training.golden.GoldenAssociatedNetwork;
import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import io.github.altprop.training.network.Auxiliary;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.optimizer.Optimizer;
import io.github.altprop.training.optimizer.OptimizerFactory;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenAssociatedLearningTest {
  private final Engine engine = TestDevice.engine(1);

  @AfterEach
  void close() {
    engine.close();
  }

  static Stream<GoldenCase> cases() {
    return GoldenCases.all("al");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_component_computes_the_golden_signals(GoldenCase golden) {
    AssociatedPass pass = new GoldenAssociatedNetwork(golden, engine).pass(0);
    pass.forward(Mode.TRAINING);

    for (int c = 0; c < pass.components().size(); c++) {
      ComponentPass component = pass.components().get(c);
      String at = "/expected/signals/component" + c;
      assertClose(golden, at + "/s", component.nextInput());
      assertClose(golden, at + "/t", component.nextTarget());
      assertClose(golden, at + "/sPrime", component.bridged());
      assertClose(golden, at + "/tPrime", component.decoded());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void losses_gradients_and_parameters_follow_the_golden_steps(GoldenCase golden) {
    GoldenAssociatedNetwork network = new GoldenAssociatedNetwork(golden, engine);
    ParameterVector updates =
        new ParameterVector(engine, ElementType.FLOAT64, network.parameters().layout());
    Optimizer optimizer = adam(golden, network);
    double rate = golden.number("/hyperparameters/learningRate");
    assertClose(golden, "/expected/inference/before", scores(golden, network));

    for (int step = 0; step < golden.node("/batches").size(); step++) {
      AssociatedPass pass = network.pass(step);
      List<ComponentLosses> losses = losses(pass, step, updates);
      assertLosses(golden, step, "/associatedLosses", losses, ComponentLosses::associated);
      assertLosses(golden, step, "/autoencoderLosses", losses, ComponentLosses::autoencoder);
      if (step == 0) {
        assertParameters(golden, "/expected/gradients", updates, "gradients");
      }
      optimizer.step(network.parameters(), updates, rate, step + 1);
    }

    assertParameters(golden, "/expected/parametersAfter", network.parameters(), "parametersAfter");
    assertClose(golden, "/expected/inference/after", scores(golden, network));
  }

  /** Several times the same, since an engine may record it. */
  private List<ComponentLosses> losses(AssociatedPass pass, int step, ParameterVector updates) {
    Tensor[] sums = new Tensor[1];
    for (int run = 0; run < 4; run++) {
      engine.fill(0, updates.flat());
      engine.repeatedly(
          pass,
          () -> {
            pass.forward(Mode.TRAINING);
            sums[0] = pass.backward(step, updates);
          });
    }
    return pass.losses(sums[0].toDoubles());
  }

  /** Adam with the groups of the learner. */
  private Optimizer adam(GoldenCase golden, GoldenAssociatedNetwork network) {
    double factor =
        golden.number("/hyperparameters/autoencoderLearningRate")
            / golden.number("/hyperparameters/learningRate");
    Learner learner =
        new AssociatedLearner(
            engine,
            network.network(),
            network.parameters(),
            network.statistics(),
            factor,
            Concurrency.SEQUENTIAL);
    Component<OptimizerFactory> adam = Optimizers.REGISTRY.require("adam");
    Map<String, Double> given =
        Map.of(
            "beta1", golden.number("/hyperparameters/beta1"),
            "beta2", golden.number("/hyperparameters/beta2"),
            "epsilon", golden.number("/hyperparameters/epsilon"));
    Options options = Options.of(adam.options(), given);
    return adam.factory().create(engine, learner.parameters(), learner.groups(), options);
  }

  private Tensor scores(GoldenCase golden, GoldenAssociatedNetwork network) {
    Pass pass =
        new Pass(
            network.network().inference(),
            engine,
            network.parameters(),
            network.statistics(),
            Auxiliary.SKIPPED,
            golden.shape("/inferenceInputs")[0]);
    pass.input().put(golden.doubles("/inferenceInputs"));
    return pass.forward(Mode.INFERENCE);
  }

  private static void assertLosses(
      GoldenCase golden,
      int step,
      String kind,
      List<ComponentLosses> losses,
      ToDoubleFunction<ComponentLosses> loss) {
    double[] actual = losses.stream().mapToDouble(loss).toArray();
    String place = "/expected/steps/" + step + kind;
    assertThat(golden.array(place).relativeErrorOf(actual))
        .as(place)
        .isLessThanOrEqualTo(golden.tolerance("losses"));
  }

  private static void assertParameters(
      GoldenCase golden, String pointer, ParameterVector actual, String tolerance) {
    for (Parameter parameter : actual.layout().parameters()) {
      String place = pointer + "/" + GoldenAssociatedNetwork.name(parameter);
      assertThat(golden.weight(place).relativeErrorOf(actual.view(parameter).toDoubles()))
          .as(place)
          .isLessThanOrEqualTo(golden.tolerance(tolerance));
    }
  }

  private static void assertClose(GoldenCase golden, String pointer, Tensor actual) {
    assertThat(golden.array(pointer).relativeErrorOf(actual.toDoubles()))
        .as(pointer)
        .isLessThanOrEqualTo(golden.tolerance("inference"));
  }
}
