package io.github.altprop.training.architecture;

import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;

/** A network that an experiment spells out, layer by layer. */
final class LayerList {
  static final Component<ArchitectureFactory> COMPONENT =
      new Component<>(
          "layers",
          "Layers one after the other, as listed; the last has one unit per class",
          (options, inputShape, classes, units) ->
              new Architecture.Layered(
                  Layers.list(options, "layers"),
                  Initializers.REGISTRY.require(options.choice("initialization")).factory()),
          Layers.layers("layers", null, 1, "Layers from input to logits"),
          OptionSpec.choice(
              "initialization",
              "he-truncated",
              Initializers.REGISTRY.names(),
              "How initial weights are drawn"));

  private LayerList() {}
}
