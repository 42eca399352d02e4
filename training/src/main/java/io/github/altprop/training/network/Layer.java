package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Engine;
import java.util.List;

/** A step of a network: immutable, knows its shapes and parameters, holds no numbers. */
public interface Layer {
  /** Name within the network: {@code layer3}, {@code layer3.body.layer0}. */
  String name();

  /** Shape of one example at the input: [features] or [height, width, channels]. */
  int[] inputShape();

  /** Shape of one example that is passed on, auxiliary units left out. */
  int[] outputShape();

  /** The layers inside, in order of computation; empty unless composite. */
  default List<Layer> children() {
    return List.of();
  }

  /** Whether parameters are in it. */
  default boolean trainable() {
    return true;
  }

  /** Whether it passes on its input as it is, in another shape, and sends errors back likewise. */
  default boolean reshapes() {
    return false;
  }

  /**
   * Whether it asks the same of the engine for every minibatch of one size ({@link
   * Engine#repeatedly}), so that a step may be recorded and done again without asking the layer.
   */
  default boolean repeats() {
    return false;
  }

  /** Allocates what one minibatch needs. */
  LayerPass open(PassContext context);
}
