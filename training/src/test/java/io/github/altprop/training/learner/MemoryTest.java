package io.github.altprop.training.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.architecture.ArchitectureFactory;
import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.optimizer.Optimizer;
import io.github.altprop.training.optimizer.OptimizerFactory;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.regularization.Regularizer;
import io.github.altprop.training.regularization.RegularizerFactory;
import io.github.altprop.training.regularization.Regularizers;
import io.github.altprop.training.rule.FeedbackWeight;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.rule.Rule;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tensor memory of training steps, against what a step cannot do without. */
final class MemoryTest {
  private static final int CLASSES = 10;

  @ParameterizedTest
  @CsvSource({
    "vanilla-cnn, bp, 32, 8",
    "vanilla-cnn, fa, 32, 8",
    "vanilla-cnn, usf, 32, 8",
    "vanilla-cnn, adafa, 32, 8",
    "lenet, bp, 32, 128",
    "gait-cifar-deep, gp, 32, 16",
    "gait-imagenet, bp, 64, 64",
    "gait-imagenet, gp, 64, 64",
    "resnet-20, bp, 32, 16",
    "resnet-18, bp, 32, 8",
  })
  void aStepNeedsHalfAsMuchAgainAsWhatItCannotDoWithout(
      String network, String rule, int pixels, int batch) {
    try (Engine engine = Engines.cpu(2)) {
      Trainer trainer = trainer(engine, spec(network, rule, pixels), rule);
      for (int step = 0; step < 2; step++) {
        trainer.step(batch(step, batch, pixels), 0, 1, GradientProbe.NONE);
      }
      // Nothing is released in a step, so what is allocated after it is the most it ever had.
      assertThat(engine.allocatedBytes() / floor(trainer, batch)).isBetween(1.0, 1.5);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "associated-cnn, al, 32, 32",
    "associated-mlp, al, 32, 32",
    "associated-resnet-20, al, 32, 16",
    "mlp, dtp, 32, 64",
    "resnet-20, bp, 32, 16",
  })
  void aSpecKnowsBeforehandWhatAStepWillNeed(String network, String rule, int pixels, int batch) {
    LearnerSpec spec = spec(network, rule, pixels);
    try (Engine engine = Engines.cpu(2)) {
      Trainer trainer = trainer(engine, spec, rule);
      for (int step = 0; step < 2; step++) {
        trainer.step(batch(step, batch, pixels), 0, 1, GradientProbe.NONE);
      }
      long parameters = size(trainer.learner().parameters());
      long known = 4 * parameters + batch * spec.activations();

      assertThat(spec.parameters()).isEqualTo(parameters);
      assertThat(engine.allocatedBytes() / (double) (known * ElementType.FLOAT32.bytes()))
          .isBetween(0.5, 1.5);
    }
  }

  /** Parameters, moments, activations and feedback, in bytes. */
  private static double floor(Trainer trainer, int batch) {
    NetworkLearner learner = (NetworkLearner) trainer.learner();
    long elements = size(learner.parameters()) + size(learner.statistics());
    for (ParameterVector moment : trainer.optimizer().slots().values()) {
      elements += size(moment);
    }
    elements += feedback(learner);
    elements += batch * learner.network().activations();
    return (double) elements * ElementType.FLOAT32.bytes();
  }

  /** What a rule holds fixed; else the largest weight that it makes to send errors through. */
  private static long feedback(Learner learner) {
    return learner
        .ruleState()
        .map(MemoryTest::size)
        .orElseGet(
            () ->
                learner.weights().stream()
                    .flatMap(weight -> learner.feedback(weight).stream())
                    .filter(feedback -> feedback.origin() != FeedbackWeight.Origin.FORWARD)
                    .mapToLong(feedback -> feedback.value().size())
                    .max()
                    .orElse(0));
  }

  private static long size(ParameterVector vector) {
    return vector.layout().size();
  }

  private static LearnerSpec spec(String network, String rule, int pixels) {
    Component<ArchitectureFactory> architecture = Architectures.REGISTRY.require(network);
    Component<Rule> made = LearningRules.REGISTRY.require(rule);
    return new LearnerSpec(
        architecture.factory(),
        Options.of(architecture.options(), Map.of()),
        made.factory(),
        Options.of(made.options(), Map.of()),
        new SoftmaxCrossEntropy(Reduction.MEAN),
        ElementType.FLOAT32,
        7,
        List.of(pixels, pixels, 3),
        CLASSES);
  }

  private static Trainer trainer(Engine engine, LearnerSpec spec, String rule) {
    Component<RegularizerFactory> penalty = Regularizers.REGISTRY.require("orthogonality");
    Component<OptimizerFactory> steps = Optimizers.REGISTRY.require("adam");
    Learner learner = spec.build(engine);
    List<Regularizer> regularizers =
        rule.equals("gp")
            ? List.of(
                penalty
                    .factory()
                    .create(
                        engine,
                        ElementType.FLOAT32,
                        learner.weights(),
                        Options.of(penalty.options(), Map.of("weight", 0.1))))
            : List.of();
    Optimizer adam =
        steps
            .factory()
            .create(
                engine,
                learner.parameters(),
                learner.groups(),
                Options.of(steps.options(), Map.of()));
    return new Trainer(engine, learner, adam, (epochs, total) -> 1, 1e-4, regularizers);
  }

  private static Minibatch batch(int number, int size, int pixels) {
    SplittableRandom random = new SplittableRandom(number);
    float[] inputs = new float[size * pixels * pixels * 3];
    int[] labels = new int[size];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextDouble();
    }
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(CLASSES);
    }
    return new Minibatch(number, inputs, labels);
  }
}
