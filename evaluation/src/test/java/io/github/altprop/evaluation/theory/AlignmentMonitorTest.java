package io.github.altprop.evaluation.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.architecture.Architecture;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.learner.LearnerSpec;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.NetworkLearner;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlignmentMonitorTest {
  @Test
  void a_rule_with_feedback_weights_is_followed_through_training() {
    List<AlignmentRecord> records = train("usf", Set.of());

    assertThat(records)
        .extracting(AlignmentRecord::layer)
        .containsExactly("layer0", "layer1", "layer2");
    assertThat(records.get(0).forwardNorm()).isPositive();
    assertThat(records.get(0).alignment()).isEmpty();
    for (AlignmentRecord record : records.subList(1, 3)) {
      assertThat(record.alignment().orElseThrow().cosine().orElseThrow())
          .isGreaterThanOrEqualTo(record.bound().orElseThrow());
      assertThat(record.balance().orElseThrow().rho2().orElseThrow()).isCloseTo(1, within(0.05));
      assertThat(record.balance().orElseThrow().drift().max()).isBetween(1e-12, 0.05);
      assertThat(record.reason()).isEmpty();
      assertThat(record.fields())
          .containsKeys("layer", "cosine", "angleDegrees", "forwardNorm", "feedbackNorm")
          .containsKeys("innerProduct", "bound", "driftMean", "driftMax", "rho", "rho2")
          .containsEntry("doesNotApply", null);
    }
  }

  @Test
  void where_the_law_does_not_apply_the_record_says_why_and_holds_no_number() {
    AlignmentRecord decayed = train("fa", Set.of(Obstacle.WEIGHT_DECAY)).get(1);

    assertThat(decayed.alignment()).isPresent();
    assertThat(decayed.balance()).isEmpty();
    assertThat(decayed.reason().orElseThrow()).contains("weight decay");
    assertThat(decayed.fields()).containsEntry("rho2", null).containsEntry("bound", null);
  }

  @Test
  void a_rule_without_feedback_weights_has_norms_only() {
    AlignmentRecord record = train("dfa", Set.of()).get(1);

    assertThat(record.alignment()).isEmpty();
    assertThat(record.forwardNorm()).isPositive();
    assertThat(record.fields()).containsEntry("cosine", null);
    assertThat(record.reason().orElseThrow()).contains(Obstacle.LEARNING_RULE.reason());
  }

  private static List<AlignmentRecord> train(String rule, Set<Obstacle> obstacles) {
    var component = LearningRules.REGISTRY.require(rule);
    Activation leaky = Activation.leakyRelu(0.1);
    Architecture architecture =
        new Architecture.Layered(
            List.of(Dense.of(9, leaky), Dense.of(7, leaky), Dense.of(3, Activation.IDENTITY)),
            Initializers.REGISTRY.require("xavier-uniform").factory());
    LearnerSpec spec =
        new LearnerSpec(
            (options, shape, classes, units) -> architecture,
            Options.of(List.of(), Map.of()),
            component.factory(),
            Options.of(component.options(), Map.of()),
            new SoftmaxCrossEntropy(Reduction.MEAN),
            ElementType.FLOAT64,
            5,
            List.of(4),
            3);
    try (Engine engine = Engines.cpu(1)) {
      NetworkLearner learner = (NetworkLearner) spec.build(engine);
      AlignmentMonitor monitor = new AlignmentMonitor(learner, obstacles);
      ParameterVector updates =
          new ParameterVector(engine, ElementType.FLOAT64, learner.parameters().layout());
      float[] inputs = new float[5 * 4];
      SplittableRandom random = new SplittableRandom(3);
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = (float) random.nextDouble(-1, 1);
      }
      for (int step = 0; step < 20; step++) {
        learner.update(new Minibatch(step, inputs, new int[] {0, 1, 2, 0, 1}), updates);
        double[] values = learner.parameters().flat().toDoubles();
        double[] steps = updates.flat().toDoubles();
        for (int i = 0; i < values.length; i++) {
          values[i] -= 0.05 * steps[i];
        }
        learner.parameters().flat().put(values);
      }
      return monitor.measure(learner);
    }
  }
}
