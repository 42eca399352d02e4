package io.github.altprop.training.architecture;

import io.github.altprop.training.initialization.Initializer;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.network.Bias;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.rule.Units;
import io.github.altprop.training.tensor.Activation;
import java.util.List;

/**
 * One hidden layer of leaky ReLUs and a linear output: where the theory of feedback alignment is
 * exact.
 *
 * <p>Weights are N(0, 1 / width) in both layers; there are no biases unless they are asked for.
 * Source: Robertson and Koyejo 2024, section 6.1; slope and initial weights are not printed there.
 */
final class TwoLayer {
  private static final String NORMAL = "normal";

  static final Component<ArchitectureFactory> COMPONENT =
      new Component<>(
          "two-layer",
          "One hidden layer, as in the theory of feedback alignment",
          Reference.to("Robertson and Koyejo 2024, section 6.1"),
          (options, inputShape, classes, units) -> create(options, classes, units),
          OptionSpec.integer("width", 100L, 1, "Units of the hidden layer"),
          OptionSpec.positive("slope", 0.01, "Leaky ReLU's factor for negative input"),
          OptionSpec.flag("bias", false, "Whether both layers add biases"),
          OptionSpec.choice(
              "weights",
              NORMAL,
              List.of(NORMAL, "xavier-uniform", "signs"),
              "Initial weights; normal: variance 1 / width in both layers; signs: +-1 / fan-in"));

  private TwoLayer() {}

  private static Architecture create(Options options, int classes, Units units) {
    int width = options.integer("width");
    Bias bias = options.flag("bias") ? Bias.PRESENT : Bias.ABSENT;
    int auxiliary = units == Units.SQUARE ? width - classes : 0;
    Initializer weights =
        options.choice("weights").equals(NORMAL)
            ? Initializers.normal(1.0 / width)
            : Initializers.REGISTRY.require(options.choice("weights")).factory();
    return new Architecture.Layered(
        List.of(
            Flatten.layer(),
            Dense.of(width, 0, Activation.leakyRelu(options.number("slope")), bias),
            Dense.of(classes, auxiliary, Activation.IDENTITY, bias)),
        weights);
  }
}
