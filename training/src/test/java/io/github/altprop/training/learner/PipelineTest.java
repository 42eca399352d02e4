package io.github.altprop.training.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.optimizer.Optimizer;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.optimizer.ParameterGroup;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.regularization.Regularizer;
import io.github.altprop.training.regularization.Regularizers;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineTest {
  private static final int FEATURES = 12;
  private static final int CLASSES = 3;
  private static final int EXAMPLES = 6 * 8 + 3;

  private Engine engine;

  @BeforeEach
  void open() {
    engine = Engines.cpu(1);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({"1, FLOAT32", "2, FLOAT32", "3, FLOAT32", "2, FLOAT64", "3, FLOAT64"})
  void pipelined_training_equals_training_in_turn_to_the_last_bit(
      int components, ElementType type) {
    assertEqual(trainer(components, type, false), trainer(components, type, true), components);
  }

  @ParameterizedTest
  @CsvSource({"2, FLOAT32", "3, FLOAT64"})
  void regularisers_work_in_the_pipeline_as_in_turn(int components, ElementType type) {
    Trainer without = trainer(components, type, true);
    Trainer with = trainer(components, type, true, "l2", "orthogonality");
    assertEqual(trainer(components, type, false, "l2", "orthogonality"), with, components);

    train(without, 0);
    train(without, 1);
    train(without, 2);
    assertThat(doubles(with.learner().parameters()))
        .isNotEqualTo(doubles(without.learner().parameters()));
  }

  private static void assertEqual(Trainer inTurn, Trainer pipelined, int components) {
    for (int round = 0; round < 3; round++) {
      Outcome expected = train(inTurn, round);
      assertThat(train(pipelined, round)).isEqualTo(expected);
      assertThat(expected.components()).hasSize(components);
      assertThat(EXAMPLES * expected.components().stream().mapToDouble(ComponentLosses::sum).sum())
          .isCloseTo(expected.lossSum(), withinPercentage(1e-9));
      assertThat(doubles(pipelined.learner().parameters()))
          .isEqualTo(doubles(inTurn.learner().parameters()));
    }

    assertThat(pipelined.steps()).isEqualTo(inTurn.steps());
    inTurn
        .optimizer()
        .slots()
        .forEach(
            (name, slot) ->
                assertThat(doubles(pipelined.optimizer().slots().get(name)))
                    .isEqualTo(doubles(slot)));
  }

  @Test
  void a_failing_component_ends_the_round() {
    Learner learner = learner(3, ElementType.FLOAT32, true);
    Trainer trainer =
        new Trainer(engine, learner, new Failing(), (epochs, total) -> 1, 0.01, List.of());

    assertThatThrownBy(() -> train(trainer, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no more steps");
  }

  /** What a round says of itself. */
  private record Outcome(double lossSum, List<ComponentLosses> components) {}

  /** Six minibatches of 8 and one of 3. */
  private static Outcome train(Trainer trainer, int round) {
    SplittableRandom random = new SplittableRandom(round);
    try (TrainingRound steps = trainer.round(1)) {
      for (int k = 0; k < 7; k++) {
        int rows = k == 6 ? 3 : 8;
        float[] inputs = new float[rows * FEATURES];
        int[] labels = new int[rows];
        for (int i = 0; i < inputs.length; i++) {
          inputs[i] = (float) random.nextDouble(-1, 1);
        }
        for (int i = 0; i < rows; i++) {
          labels[i] = random.nextInt(CLASSES);
        }
        steps.step(new Minibatch(7L * round + k, inputs, labels), 0, GradientProbe.NONE);
      }
      return new Outcome(steps.finish(), steps.componentLosses());
    }
  }

  private Trainer trainer(int components, ElementType type, boolean pipeline, String... penalties) {
    Learner learner = learner(components, type, pipeline);
    List<Regularizer> regularizers = new ArrayList<>();
    for (String name : penalties) {
      var penalty = Regularizers.REGISTRY.require(name);
      Options options = Options.of(penalty.options(), Map.of("weight", 0.05));
      regularizers.add(penalty.factory().create(engine, type, learner.regularized(), options));
    }
    var adam = Optimizers.REGISTRY.require("adam");
    Optimizer optimizer =
        adam.factory()
            .create(
                engine,
                learner.parameters(),
                learner.groups(),
                Options.of(adam.options(), Map.of()));
    return new Trainer(engine, learner, optimizer, (epochs, total) -> 1, 0.01, regularizers);
  }

  private Learner learner(int components, ElementType type, boolean pipeline) {
    var network = Architectures.REGISTRY.require("associated-mlp");
    var rule = LearningRules.REGISTRY.require("al");
    return new LearnerSpec(
            network.factory(),
            Options.of(network.options(), Map.of("width", 6L, "components", (long) components)),
            rule.factory(),
            Options.of(rule.options(), Map.of("pipeline", pipeline)),
            new SoftmaxCrossEntropy(Reduction.MEAN),
            type,
            1,
            List.of(FEATURES),
            CLASSES)
        .build(engine);
  }

  private static List<Double> doubles(ParameterVector vector) {
    List<Double> values = new ArrayList<>();
    for (double value : vector.flat().toDoubles()) {
      values.add(value);
    }
    return values;
  }

  /** An optimiser that gives up at the third step. */
  private static final class Failing implements Optimizer {
    @Override
    public void prepare(double learningRate, long step) {
      if (step == 3) {
        throw new IllegalStateException("no more steps");
      }
    }

    @Override
    public void apply(ParameterVector parameters, ParameterVector updates) {}

    @Override
    public Optimizer part(Engine engine, List<ParameterGroup> groups) {
      return this;
    }

    @Override
    public Map<String, ParameterVector> slots() {
      return Map.of();
    }
  }
}
