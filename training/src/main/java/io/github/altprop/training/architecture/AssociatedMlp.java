package io.github.altprop.training.architecture;

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
 * Associated learning's fully connected network: every component adds one hidden layer of ELUs; all
 * other parts are sigmoids.
 *
 * <p>With two components, inference uses as many parameters as {@link Mlp} has. Source: Kao and
 * Chen 2021, code; experiments, section 3.4.
 */
final class AssociatedMlp {
  static final Component<ArchitectureFactory> COMPONENT =
      new Component<>(
          "associated-mlp",
          "Components of fully connected layers, for associated learning",
          Reference.to("Kao and Chen 2021, code"),
          (options, inputShape, classes, units) ->
              create(options.integer("width"), options.integer("components"), classes),
          AssociatedChain.width(1024L),
          OptionSpec.integer("components", 2L, 1, "Components, each with one hidden layer"));

  private AssociatedMlp() {}

  private static Architecture create(int width, int count, int classes) {
    LayerFactory hidden = Dense.of(width, Activation.ELU);
    List<List<LayerFactory>> forwards = new ArrayList<>();
    forwards.add(List.of(Flatten.layer(), hidden));
    for (int i = 1; i < count; i++) {
      forwards.add(List.of(hidden));
    }
    return AssociatedChain.of(forwards, width, classes);
  }
}
