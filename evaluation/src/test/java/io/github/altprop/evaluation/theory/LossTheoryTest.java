package io.github.altprop.evaluation.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.learner.LearnerSpec;
import io.github.altprop.training.learner.NetworkLearner;
import io.github.altprop.training.loss.ExponentialLoss;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LossTheoryTest {
  private static final int FEATURES = 64;
  private static final int WIDTH = 8;
  private static final ExampleGeometry APART = new ExampleGeometry(4, 20, 25, 30);

  private final Engine engine = Engines.cpu(1);

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void feedback_through_the_initial_weights_has_a_bound_on_the_loss_and_on_the_cosine() {
    NetworkLearner learner = learner("adafa", false);
    LossTheory theory = LossTheory.of(learner, APART, 1, List.of());

    // c = <W_2, W_2> - 1/2 |W_1|^2 = 8 / 64 - 1/2 8 64 / 64^2, lambda = slope^2 c gamma.
    double lambda = 0.25 * (1.0 / 8 - 1.0 / 16) * 20;
    assertThat(theory.lambda().orElseThrow()).isCloseTo(lambda, within(1e-12));
    assertThat(theory.lossBound(2).orElseThrow()).isCloseTo(1 / (1 + 2 * lambda), within(1e-12));
    assertThat(theory.fields())
        .containsEntry("signsKept", true)
        .containsEntry("doesNotApply", null);
    AlignmentRecord output = new AlignmentMonitor(learner, Set.of()).measure(learner).get(1);
    assertThat(output.bound().orElseThrow()).isCloseTo(1 / Math.sqrt(WIDTH), within(1e-12));
    assertThat(output.signFlips()).isZero();
  }

  @Test
  void random_feedback_promises_no_signs_and_so_no_bound() {
    NetworkLearner learner = learner("fa", false);
    LossTheory theory = LossTheory.of(learner, APART, 1, List.of());

    assertThat(theory.lambda()).isEmpty();
    assertThat(theory.lossBound(1)).isEmpty();
    assertThat(theory.fields())
        .containsEntry("signsKept", false)
        .containsEntry("doesNotApply", null);
    assertThat(new AlignmentMonitor(learner, Set.of()).measure(learner).get(1).bound()).isEmpty();
  }

  @Test
  void what_the_theory_is_not_about_says_why() {
    assertThat(reason(LossTheory.of(learner("bp", false), APART, 1, List.of())))
        .contains("does not apply", "feedback weights");
    assertThat(reason(LossTheory.of(learner("usf", true), APART, 1, List.of())))
        .contains("without biases");
    LossTheory decayed = LossTheory.of(learner("usf", false), APART, 1, List.of("it decays"));
    assertThat(reason(decayed)).contains("it decays");
    assertThat(decayed.lambda()).isEmpty();
  }

  @Test
  void a_sign_that_changed_twice_is_no_flip_and_zero_has_no_sign() {
    Signs signs = Signs.of(1, -2, 0, 3);

    assertThat(signs.flips(-1, -1, 5, 0)).isOne();
    assertThat(signs.flips(1, -1, -5, 2)).isZero();
  }

  private static String reason(LossTheory theory) {
    return (String) theory.fields().get("doesNotApply");
  }

  private NetworkLearner learner(String rule, boolean bias) {
    var network = Architectures.REGISTRY.require("two-layer");
    var component = LearningRules.REGISTRY.require(rule);
    return (NetworkLearner)
        new LearnerSpec(
                network.factory(),
                Options.of(
                    network.options(),
                    Map.of("width", (long) WIDTH, "slope", 0.5, "bias", bias, "weights", "signs")),
                component.factory(),
                Options.of(component.options(), Map.of()),
                new ExponentialLoss(Reduction.MEAN),
                ElementType.FLOAT64,
                7,
                List.of(FEATURES),
                2)
            .build(engine);
  }
}
