package io.github.altprop.training.architecture;

import io.github.altprop.training.associated.ComponentLayers;
import io.github.altprop.training.initialization.Initializer;
import io.github.altprop.training.network.LayerFactory;
import java.util.List;

/** A network to be built. */
public sealed interface Architecture {
  /** How initial weights are drawn. */
  Initializer weights();

  /**
   * Layers in one row.
   *
   * @param layers from input to logits
   */
  record Layered(List<LayerFactory> layers, Initializer weights) implements Architecture {
    public Layered {
      layers = List.copyOf(layers);
    }
  }

  /**
   * Components with losses of their own, for associated learning.
   *
   * @param components from input to output
   */
  record Associated(List<ComponentLayers> components, Initializer weights) implements Architecture {
    public Associated {
      components = List.copyOf(components);
    }
  }
}
