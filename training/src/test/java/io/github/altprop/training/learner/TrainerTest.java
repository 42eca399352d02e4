package io.github.altprop.training.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.architecture.ArchitectureFactory;
import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.optimizer.OptimizerFactory;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.regularization.Regularizer;
import io.github.altprop.training.regularization.RegularizerFactory;
import io.github.altprop.training.regularization.Regularizers;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.rule.Rule;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.testkit.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainerTest {
  private static final List<Integer> IMAGE = List.of(4, 4, 3);
  private static final int CLASSES = 5;

  @ParameterizedTest
  @CsvSource({"bp,1", "fa,1", "gp,1", "gp,3"})
  void warmStepsAllocateNoTensorMemory(String rule, int every) {
    try (Engine engine = TestDevice.engine(1)) {
      // Slowly, lest a weight runs so far off that it is inverted by LU, which has buffers of its
      // own.
      Trainer trainer = trainer(engine, rule, ElementType.FLOAT32, every, 1e-5);
      for (int step = 0; step < 5; step++) {
        trainer.step(batch(step, 16), 0, 1, GradientProbe.NONE);
      }
      long warm = engine.allocatedBytes();
      for (int step = 5; step < 500; step++) {
        trainer.step(batch(step, 16), 0, 1, GradientProbe.NONE);
        assertThat(engine.allocatedBytes()).isEqualTo(warm);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"bp", "fa", "gp"})
  void lossFallsAndTheSameSeedGivesTheSameParameters(String rule) {
    try (Engine engine = TestDevice.engine(1)) {
      Trainer first = trainer(engine, rule, ElementType.FLOAT32, 1);
      Trainer second = trainer(engine, rule, ElementType.FLOAT32, 1);
      double before = 0;
      double after = 0;
      for (int step = 0; step < 400; step++) {
        double loss = first.step(batch(step % 4, 16), 0, 1, GradientProbe.NONE).sum();
        second.step(batch(step % 4, 16), 0, 1, GradientProbe.NONE);
        before += step < 4 ? loss : 0;
        after += step >= 396 ? loss : 0;
      }
      assertThat(after).isLessThan(0.9 * before);
      assertThat(first.learner().parameters().flat().toFloats())
          .isEqualTo(second.learner().parameters().flat().toFloats());
    }
  }

  @ParameterizedTest
  @CsvSource({"gp,FLOAT32", "gp,FLOAT64", "fa,FLOAT32"})
  void probesChangeNoBitOfTheParameters(String rule, ElementType type) {
    try (Engine engine = TestDevice.engine(1)) {
      Trainer watched = trainer(engine, rule, type, 2);
      Trainer alone = trainer(engine, rule, type, 2);
      for (int step = 0; step < 12; step++) {
        watched.step(batch(step, 16), 0, 1, (learner, batch, loss, updates) -> {});
        alone.step(batch(step, 16), 0, 1, GradientProbe.NONE);
      }
      assertThat(watched.learner().parameters().flat().toDoubles())
          .isEqualTo(alone.learner().parameters().flat().toDoubles());
    }
  }

  @Test
  void probesSeeTheRawUpdatesBeforeRegularisers() {
    try (Engine engine = TestDevice.engine(1)) {
      Trainer trainer = trainer(engine, "gp", ElementType.FLOAT64, 1);
      List<Double> cosines = new ArrayList<>();
      ParameterVector exact =
          new ParameterVector(engine, ElementType.FLOAT64, trainer.learner().parameters().layout());
      trainer.step(
          batch(0, 16),
          0,
          1,
          (learner, batch, loss, updates) -> {
            learner.backpropagate(exact);
            for (Parameter weight : learner.weights()) {
              cosines.add(
                  engine.dot(updates.view(weight), exact.view(weight))
                      / engine.norm(updates.view(weight))
                      / engine.norm(exact.view(weight)));
            }
          });
      assertThat(cosines).hasSize(4).allSatisfy(c -> assertThat(c).isGreaterThan(1 - 1e-9));
    }
  }

  @Test
  void whatARuleTrainsBesideTheNetworkIsAffiliated() {
    try (Engine engine = TestDevice.engine(1)) {
      Map<String, Long> bp = counts(engine, "bp");
      Map<String, Long> dtp = counts(engine, "dtp");

      assertThat(bp).containsOnlyKeys("parameters");
      assertThat(dtp.get("effective")).isEqualTo(bp.get("parameters"));
      assertThat(dtp.get("affiliated")).isPositive();
      assertThat(dtp.get("parameters")).isEqualTo(dtp.get("effective") + dtp.get("affiliated"));
    }
  }

  private static Map<String, Long> counts(Engine engine, String rule) {
    return trainer(engine, rule, ElementType.FLOAT32, 1).learner().parameterCounts();
  }

  private static Trainer trainer(Engine engine, String rule, ElementType type, int every) {
    return trainer(engine, rule, type, every, 1e-3);
  }

  private static Trainer trainer(
      Engine engine, String rule, ElementType type, int every, double learningRate) {
    Component<ArchitectureFactory> network = Architectures.REGISTRY.require("gait-cifar-shallow");
    Component<Rule> component = LearningRules.REGISTRY.require(rule);
    Component<RegularizerFactory> penalty = Regularizers.REGISTRY.require("orthogonality");
    Component<OptimizerFactory> adam = Optimizers.REGISTRY.require("adam");
    Learner learner =
        new LearnerSpec(
                network.factory(),
                Options.of(network.options(), Map.of("width", 24)),
                component.factory(),
                Options.of(component.options(), Map.of()),
                new SoftmaxCrossEntropy(Reduction.SUM),
                type,
                7,
                IMAGE,
                CLASSES)
            .build(engine);
    List<Regularizer> regularizers =
        rule.equals("gp")
            ? List.of(
                penalty
                    .factory()
                    .create(
                        engine,
                        type,
                        learner.weights(),
                        Options.of(penalty.options(), Map.of("weight", 0.1, "every", every))))
            : List.of();
    return new Trainer(
        engine,
        learner,
        adam.factory()
            .create(
                engine,
                learner.parameters(),
                learner.groups(),
                Options.of(adam.options(), Map.of())),
        (epochs, total) -> 1,
        learningRate,
        regularizers);
  }

  private static Minibatch batch(int number, int size) {
    SplittableRandom random = new SplittableRandom(number);
    float[] inputs = new float[size * 48];
    int[] labels = new int[size];
    for (int n = 0; n < size; n++) {
      labels[n] = random.nextInt(CLASSES);
      for (int i = 0; i < 48; i++) {
        inputs[n * 48 + i] =
            (float) (random.nextDouble() * 0.5 + (i % CLASSES == labels[n] ? 0.5 : 0));
      }
    }
    return new Minibatch(number, inputs, labels);
  }
}
