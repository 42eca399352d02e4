package io.github.altprop.training.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.optimizer.Optimizer;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.regularization.Regularizer;
import io.github.altprop.training.regularization.Regularizers;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.testkit.TestDevice;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssociatedRegularizationTest {
  private static final List<Integer> IMAGE = List.of(8, 8, 3);
  private static final int CLASSES = 3;
  private static final int ROWS = 4;
  private static final int STEPS = 3;
  private static final double RATE = 1e-3;

  /** The papers' networks of associated learning decay the convolutions of their forward parts. */
  @ParameterizedTest
  @ValueSource(strings = {"associated-resnet-20", "associated-cnn"})
  void l2_of_convolutions_decays_those_of_the_forward_parts_and_nothing_else(String network) {
    double decay = 0.25;
    try (Engine engine = TestDevice.engine(1)) {
      Learner trained = learner(engine, network);
      train(engine, trained, l2(engine, trained, decay, "convolutions"));

      Learner expected = learner(engine, network);
      Optimizer adam = adam(engine, expected);
      ParameterVector updates =
          new ParameterVector(engine, ElementType.FLOAT32, expected.parameters().layout());
      for (int step = 1; step <= STEPS; step++) {
        expected.update(batch(step), updates);
        for (Parameter parameter : expected.parameters().layout().parameters()) {
          if (parameter.kernel()) {
            assertThat(parameter.name()).contains(".forward.");
            engine.axpy(decay, expected.parameters().view(parameter), updates.view(parameter));
          }
        }
        adam.step(expected.parameters(), updates, RATE, step);
      }

      assertThat(trained.parameters().flat().toDoubles())
          .isEqualTo(expected.parameters().flat().toDoubles());
    }
  }

  @Test
  void l2_of_all_layers_decays_every_weight_of_every_part_and_no_bias() {
    try (Engine engine = TestDevice.engine(1)) {
      Learner learner = learner(engine, "associated-resnet-20");

      assertThat(learner.regularized())
          .containsExactlyInAnyOrderElementsOf(
              learner.parameters().layout().parameters().stream()
                  .filter(parameter -> parameter.role() == Parameter.Role.WEIGHT)
                  .toList());
    }
  }

  private static Regularizer l2(Engine engine, Learner learner, double weight, String layers) {
    var l2 = Regularizers.REGISTRY.require("l2");
    Options options = Options.of(l2.options(), Map.of("weight", weight, "layers", layers));
    return l2.factory().create(engine, ElementType.FLOAT32, learner.regularized(), options);
  }

  private static void train(Engine engine, Learner learner, Regularizer regularizer) {
    Trainer trainer =
        new Trainer(
            engine,
            learner,
            adam(engine, learner),
            (epochs, total) -> 1,
            RATE,
            List.of(regularizer));
    for (int step = 1; step <= STEPS; step++) {
      trainer.step(batch(step), 0, 1, GradientProbe.NONE);
    }
  }

  private static Optimizer adam(Engine engine, Learner learner) {
    var adam = Optimizers.REGISTRY.require("adam");
    return adam.factory()
        .create(
            engine, learner.parameters(), learner.groups(), Options.of(adam.options(), Map.of()));
  }

  private static Minibatch batch(int number) {
    SplittableRandom random = new SplittableRandom(number);
    float[] inputs = new float[ROWS * 8 * 8 * 3];
    int[] labels = new int[ROWS];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextDouble(-1, 1);
    }
    for (int i = 0; i < ROWS; i++) {
      labels[i] = random.nextInt(CLASSES);
    }
    return new Minibatch(number, inputs, labels);
  }

  private static Learner learner(Engine engine, String name) {
    var network = Architectures.REGISTRY.require(name);
    var rule = LearningRules.REGISTRY.require("al");
    return new LearnerSpec(
            network.factory(),
            Options.of(network.options(), Map.of("width", 6L)),
            rule.factory(),
            Options.of(rule.options(), Map.of()),
            new SoftmaxCrossEntropy(Reduction.MEAN),
            ElementType.FLOAT32,
            1,
            IMAGE,
            CLASSES)
        .build(engine);
  }
}
