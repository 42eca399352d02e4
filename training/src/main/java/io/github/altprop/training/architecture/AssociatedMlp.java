package io.github.altprop.training.architecture;

import io.github.altprop.training.associated.ComponentLayers;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.tensor.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * Associated learning's fully connected network: every component adds one hidden layer of ELUs; all
 * other parts are sigmoids.
 *
 * <p>With two components, inference uses as many parameters as {@link Mlp} has. Source: Kao and
 * Chen 2021, code; experiments, section 3.4.
 */
final class AssociatedMlp {
  private static final int BRIDGE_MULTIPLE = 5;

  static final Component<ArchitectureFactory> COMPONENT =
      new Component<>(
          "associated-mlp",
          "Components of fully connected layers, for associated learning",
          (options, inputShape, classes, units) ->
              create(options.integer("width"), options.integer("components"), classes),
          OptionSpec.integer(
              "width", 1024L, 1, "Units of a layer; bridges have a layer of 5 times"),
          OptionSpec.integer("components", 2L, 1, "Components, each with one hidden layer"));

  private AssociatedMlp() {}

  private static Architecture create(int width, int count, int classes) {
    List<ComponentLayers> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<LayerFactory> forward = new ArrayList<>();
      if (i == 0) {
        forward.add(Flatten.layer());
      }
      forward.add(Dense.of(width, Activation.ELU));
      components.add(
          new ComponentLayers(
              forward,
              List.of(
                  Dense.of(Math.multiplyExact(BRIDGE_MULTIPLE, width), Activation.SIGMOID),
                  Dense.of(width, Activation.SIGMOID)),
              List.of(Dense.of(width, Activation.SIGMOID)),
              List.of(Dense.of(i == 0 ? classes : width, Activation.SIGMOID))));
    }
    return new Architecture.Associated(
        components, Initializers.REGISTRY.require("he-truncated").factory(), 0);
  }
}
