package io.github.altprop.training.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.testkit.TestDevice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentLossesTest {
  private static final int CLASSES = 3;
  private static final float[] INPUTS = {.1f, -.2f, .3f, .4f, .5f, -.6f, .7f, -.8f};
  private static final int[] LABELS = {2, 0};

  @Test
  void withoutDropoutAndNormalisationTheyAreThoseOfTheStepToCome() {
    try (Engine engine = TestDevice.engine(1)) {
      Learner learner = learner(engine, "associated-mlp", "al");
      ParameterVector updates =
          new ParameterVector(engine, ElementType.FLOAT32, learner.parameters().layout());
      double[] before = learner.parameters().flat().toDoubles();

      List<ComponentLosses> measured = learner.componentLosses(INPUTS, LABELS);

      assertThat(learner.parameters().flat().toDoubles()).isEqualTo(before);
      assertThat(measured)
          .hasSize(2)
          .isEqualTo(learner.update(new Minibatch(0, INPUTS, LABELS), updates).components());
    }
  }

  @Test
  void aNetworkWithoutComponentsHasNone() {
    try (Engine engine = TestDevice.engine(1)) {
      assertThat(learner(engine, "mlp", "bp").componentLosses(INPUTS, LABELS)).isEmpty();
    }
  }

  private static Learner learner(Engine engine, String name, String ruleName) {
    var network = Architectures.REGISTRY.require(name);
    var rule = LearningRules.REGISTRY.require(ruleName);
    Map<String, Object> small =
        name.equals("mlp") ? Map.of() : Map.of("width", 6L, "components", 2L);
    return new LearnerSpec(
            network.factory(),
            Options.of(network.options(), small),
            rule.factory(),
            Options.of(rule.options(), Map.of()),
            new SoftmaxCrossEntropy(Reduction.MEAN),
            ElementType.FLOAT32,
            7,
            List.of(2, 2, 1),
            CLASSES)
        .build(engine);
  }
}
