package io.github.altprop.training.architecture;

import io.github.altprop.training.initialization.Initializer;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.network.Convolution;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Patches;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.rule.Units;
import io.github.altprop.training.tensor.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The networks of Dalm et al. 2023, code: leaky ReLU with slope .1, a linear output, orthogonal
 * weights, biases 0. Source: experiments, section 1.3.
 */
final class GaitNetworks {
  private static final Initializer ORTHOGONAL =
      Initializers.REGISTRY.require("orthogonal").factory();
  private static final OptionSpec SLOPE =
      OptionSpec.positive("slope", 0.1, "Leaky ReLU's factor for negative input");

  static final Component<ArchitectureFactory> SHALLOW =
      fullyConnected("gait-cifar-shallow", "Three fully connected hidden layers", 3);
  static final Component<ArchitectureFactory> DEEP =
      fullyConnected("gait-cifar-deep", "Six fully connected hidden layers", 6);
  static final Component<ArchitectureFactory> IMAGENET =
      new Component<>(
          "gait-imagenet",
          "Seven convolutions and a dense layer, for images of any size",
          Reference.to("Dalm et al. 2023, code, after Bartunov et al. 2018"),
          (options, inputShape, classes, units) -> convolutional(options, classes, units),
          SLOPE);

  private GaitNetworks() {}

  /** From 224 pixels the maps are 56, 28, 14, 7, 7, 4, 4. */
  private static Architecture convolutional(Options options, int classes, Units units) {
    Activation f = Activation.leakyRelu(options.number("slope"));
    return new Architecture.Layered(
        List.of(
            Convolution.of(Patches.same(9, 4), 24, f),
            convolution(units, Patches.same(3, 2), 24, f),
            convolution(units, Patches.same(5, 2), 48, f),
            convolution(units, Patches.same(3, 2), 48, f),
            convolution(units, Patches.same(3), 96, f),
            convolution(units, Patches.same(3, 2), 96, f),
            convolution(units, Patches.same(3), 192, f),
            Flatten.layer(),
            output(units, classes)),
        ORTHOGONAL);
  }

  private static LayerFactory convolution(Units units, Patches patches, int kept, Activation f) {
    return units == Units.SQUARE
        ? Convolution.square(patches, kept, f)
        : Convolution.of(patches, kept, f);
  }

  private static LayerFactory output(Units units, int classes) {
    return units == Units.SQUARE
        ? Dense.square(classes, Activation.IDENTITY)
        : Dense.of(classes, Activation.IDENTITY);
  }

  private static Component<ArchitectureFactory> fullyConnected(
      String name, String doc, long hidden) {
    return new Component<>(
        name,
        doc,
        Reference.to("Dalm et al. 2023, code"),
        (options, inputShape, classes, units) -> fullyConnected(options, classes, units),
        OptionSpec.integer("width", 1024L, 1, "Units of a hidden layer"),
        OptionSpec.integer("hidden", hidden, 1, "Hidden layers, the first included"),
        SLOPE);
  }

  private static Architecture fullyConnected(Options options, int classes, Units units) {
    Activation activation = Activation.leakyRelu(options.number("slope"));
    List<LayerFactory> layers = new ArrayList<>(List.of(Flatten.layer()));
    for (int i = 0; i < options.integer("hidden"); i++) {
      layers.add(Dense.of(options.integer("width"), activation));
    }
    layers.add(output(units, classes));
    return new Architecture.Layered(layers, ORTHOGONAL);
  }
}
