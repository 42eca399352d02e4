package io.github.altprop.training.associated;

import io.github.altprop.training.network.LayerFactory;
import java.util.List;

/**
 * The layers of one component.
 *
 * @param forward f: what the component adds to the path from the input
 * @param bridge b: from f's output to where the encoder's output is to be
 * @param encoder g: from the target of the component below to this one's
 * @param decoder h: back
 */
public record ComponentLayers(
    List<LayerFactory> forward,
    List<LayerFactory> bridge,
    List<LayerFactory> encoder,
    List<LayerFactory> decoder) {
  public ComponentLayers {
    forward = List.copyOf(forward);
    bridge = List.copyOf(bridge);
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
  }
}
