package io.github.altprop.training.architecture;

import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The fully connected network that associated learning is compared with: n, n, 5n, n and n ReLUs
 * and a linear output, as many parameters as associated learning uses for inference.
 *
 * <p>Source: Kao and Chen 2021, code; experiments, section 3.4.
 */
final class Mlp {
  private static final int[] WIDTHS = {1, 1, 5, 1, 1};

  static final Component<ArchitectureFactory> COMPONENT =
      new Component<>(
          "mlp",
          "Five fully connected hidden layers of ReLUs, the middle one five times as wide",
          Reference.to("Kao and Chen 2021, code"),
          (options, inputShape, classes, units) -> create(options.integer("width"), classes),
          OptionSpec.integer("width", 1024L, 1, "Units of a hidden layer"));

  private Mlp() {}

  private static Architecture create(int width, int classes) {
    List<LayerFactory> layers = new ArrayList<>(List.of(Flatten.layer()));
    for (int multiple : WIDTHS) {
      layers.add(Dense.of(Math.multiplyExact(multiple, width), Activation.RELU));
    }
    layers.add(Dense.of(classes, Activation.IDENTITY));
    return new Architecture.Layered(
        layers, Initializers.REGISTRY.require("he-truncated").factory());
  }
}
