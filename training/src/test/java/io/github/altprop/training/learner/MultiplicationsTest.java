package io.github.altprop.training.learner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.architecture.ArchitectureFactory;
import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.LearningRules;
import io.github.altprop.training.rule.Rule;
import io.github.altprop.training.tensor.ElementType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Arithmetic of networks, known before they are built. */
class MultiplicationsTest {
  /** Source: He et al. 2016, table 1, in the form of torchvision. */
  @Test
  void resNet18TakesThePublishedNumberOfMultiplicationsForAnExample() {
    Component<ArchitectureFactory> architecture = Architectures.REGISTRY.require("resnet-18");
    Component<Rule> made = LearningRules.REGISTRY.require("bp");
    LearnerSpec spec =
        new LearnerSpec(
            architecture.factory(),
            Options.of(architecture.options(), Map.of()),
            made.factory(),
            Options.of(made.options(), Map.of()),
            new SoftmaxCrossEntropy(Reduction.MEAN),
            ElementType.FLOAT32,
            1,
            List.of(224, 224, 3),
            1000);

    assertThat(spec.multiplications()).isBetween(1_814_000_000L, 1_815_000_000L);
  }
}
