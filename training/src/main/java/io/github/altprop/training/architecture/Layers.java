package io.github.altprop.training.architecture;

import io.github.altprop.training.network.Bias;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Registry;
import io.github.altprop.training.tensor.Activation;
import java.util.List;
import java.util.function.Function;

/** All layers by name, for networks that are given as a list. */
public final class Layers {
  private static final OptionSpec ACTIVATION =
      OptionSpec.choice(
          "activation",
          "identity",
          List.of("identity", "relu", "leaky-relu", "elu", "sigmoid"),
          "Non-linearity after the layer");
  private static final OptionSpec SLOPE =
      OptionSpec.positive("slope", 0.01, "Leaky ReLU's factor for negative input");
  private static final OptionSpec BIAS = OptionSpec.flag("bias", true, "Whether a bias is added");
  private static final OptionSpec AUXILIARY =
      OptionSpec.integer("auxiliary", 0L, 0, "Units that only an inverse needs");

  public static final Registry<Function<Options, LayerFactory>> REGISTRY =
      new Registry<>(
          "layer",
          List.of(
              new Component<>(
                  "dense",
                  "Fully connected",
                  options ->
                      Dense.of(
                          options.integer("units"),
                          options.integer("auxiliary"),
                          activation(options),
                          bias(options)),
                  OptionSpec.integer("units", null, 1, "Units that are passed on"),
                  AUXILIARY,
                  ACTIVATION,
                  SLOPE,
                  BIAS),
              new Component<>("flatten", "Image to features", options -> Flatten.layer())));

  private Layers() {}

  private static Activation activation(Options options) {
    return switch (options.choice("activation")) {
      case "relu" -> Activation.RELU;
      case "leaky-relu" -> Activation.leakyRelu(options.number("slope"));
      case "elu" -> Activation.ELU;
      case "sigmoid" -> Activation.SIGMOID;
      default -> Activation.IDENTITY;
    };
  }

  private static Bias bias(Options options) {
    return options.flag("bias") ? Bias.PRESENT : Bias.ABSENT;
  }
}
