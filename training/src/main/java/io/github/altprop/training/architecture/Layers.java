package io.github.altprop.training.architecture;

import io.github.altprop.training.network.BatchNormalization;
import io.github.altprop.training.network.Bias;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.network.Pooling;
import io.github.altprop.training.network.Residual;
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
  private static final OptionSpec CHANNELS =
      OptionSpec.integer("channels", null, 1, "Channels that are passed on");
  private static final OptionSpec STRIDE =
      OptionSpec.integer("stride", 1L, 1, "Pixels between neighbouring patches");
  private static final OptionSpec PIXELS =
      OptionSpec.integer("pixels", 0L, 0, "Zeros on each side of the image if padding is explicit");

  private static final Component<Function<Options, LayerFactory>> DENSE =
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
          BIAS);

  private static final Component<Function<Options, LayerFactory>> CONVOLUTION =
      new Component<>(
          "convolution",
          "Convolution of an image",
          options ->
              Convolution.of(
                  patches(options),
                  options.integer("channels"),
                  options.integer("auxiliary"),
                  activation(options),
                  bias(options)),
          CHANNELS,
          AUXILIARY,
          kernel(3),
          STRIDE,
          padding("same"),
          PIXELS,
          ACTIVATION,
          SLOPE,
          BIAS);

  private static final Component<Function<Options, LayerFactory>> MAX_POOL =
      pool("max-pool", "Maximum of each patch", Pooling::maximum);

  private static final Component<Function<Options, LayerFactory>> AVERAGE_POOL =
      pool("average-pool", "Mean of each patch", Pooling::average);

  private static final Component<Function<Options, LayerFactory>> BATCH_NORM =
      new Component<>(
          "batch-norm",
          "Batch normalisation of every channel",
          options -> BatchNormalization.of(settings(options), activation(options)),
          OptionSpec.positive("epsilon", 1e-5, "Added to the variance"),
          OptionSpec.fraction("decay", 0.9, "Part of a running statistic that survives a step"),
          OptionSpec.flag("unbiased", true, "Whether the running variance divides by n - 1"),
          ACTIVATION,
          SLOPE);

  private static final Component<Function<Options, LayerFactory>> RESIDUAL =
      new Component<>(
          "residual",
          "Two 3 x 3 convolutions with batch normalisation beside a shortcut, added",
          Layers::residual,
          CHANNELS,
          STRIDE,
          ACTIVATION,
          SLOPE);

  private static final Component<Function<Options, LayerFactory>> RESIDUAL_BLOCK =
      new Component<>(
          "residual-block",
          "Any layers beside a shortcut, added; a shortcut without layers is the identity",
          options ->
              Residual.projection(
                  list(options, "body"), list(options, "shortcut"), activation(options)),
          layers("body", null, 1, "Layers of the body"),
          layers("shortcut", List.of(), 0, "Layers of the shortcut"),
          ACTIVATION,
          SLOPE);

  public static final Registry<Function<Options, LayerFactory>> REGISTRY =
      new Registry<>(
          "layer",
          List.of(
              DENSE,
              CONVOLUTION,
              MAX_POOL,
              AVERAGE_POOL,
              new Component<>(
                  "global-average-pool",
                  "Mean of each channel over the image",
                  options -> Pooling.globalAverage()),
              BATCH_NORM,
              RESIDUAL,
              RESIDUAL_BLOCK,
              new Component<>("flatten", "Image to features", options -> Flatten.layer())),
          LayerProvider.class);

  private Layers() {}

  /** An option that is a list of layers. */
  static OptionSpec layers(String name, List<?> defaultValue, int fewest, String doc) {
    return OptionSpec.components(name, defaultValue, fewest, () -> REGISTRY, doc);
  }

  /** The layers of such an option. */
  static List<LayerFactory> list(Options options, String name) {
    return options.make(name, REGISTRY);
  }

  private static Component<Function<Options, LayerFactory>> pool(
      String name, String doc, Function<Patches, LayerFactory> layer) {
    return new Component<>(
        name,
        doc,
        options -> layer.apply(patches(options)),
        kernel(2),
        OptionSpec.integer("stride", 2L, 1, "Pixels between neighbouring patches"),
        padding("valid"),
        PIXELS);
  }

  private static OptionSpec kernel(long defaultValue) {
    return OptionSpec.integer("kernel", defaultValue, 1, "Pixels on a side of a patch");
  }

  private static OptionSpec padding(String defaultValue) {
    return OptionSpec.choice(
        "padding", defaultValue, List.of("same", "valid", "explicit"), "Zeros around the image");
  }

  private static Patches patches(Options options) {
    int kernel = options.integer("kernel");
    int stride = options.integer("stride");
    return switch (options.choice("padding")) {
      case "same" -> Patches.same(kernel, stride);
      case "valid" -> Patches.valid(kernel, stride);
      default -> Patches.padded(kernel, stride, options.integer("pixels"));
    };
  }

  private static BatchNormalization.Settings settings(Options options) {
    return new BatchNormalization.Settings(
        options.number("epsilon"),
        options.number("decay"),
        options.flag("unbiased")
            ? BatchNormalization.Variance.UNBIASED
            : BatchNormalization.Variance.BIASED);
  }

  /** The shortcut is the identity wherever the shapes allow it, else a projection. */
  private static LayerFactory residual(Options options) {
    int channels = options.integer("channels");
    int stride = options.integer("stride");
    return (name, inputShape, slots) -> {
      boolean identity = stride == 1 && inputShape[inputShape.length - 1] == channels;
      LayerFactory block =
          identity
              ? ResidualBlocks.identity(channels, activation(options))
              : ResidualBlocks.projection(channels, stride, activation(options));
      return block.place(name, inputShape, slots);
    };
  }

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
