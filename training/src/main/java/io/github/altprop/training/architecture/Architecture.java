package io.github.altprop.training.architecture;

import io.github.altprop.training.initialization.Initializer;
import io.github.altprop.training.network.LayerFactory;
import java.util.List;

/**
 * A network to be built.
 *
 * @param layers from input to logits
 * @param weights how initial weights are drawn
 */
public record Architecture(List<LayerFactory> layers, Initializer weights) {
  public Architecture {
    layers = List.copyOf(layers);
  }
}
