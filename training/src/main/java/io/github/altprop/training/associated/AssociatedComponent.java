package io.github.altprop.training.associated;

import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One component of an associated network: f, b, g and h, their parameters next to each other in
 * this order.
 *
 * <p>Names start with {@code component<i>.forward.}, {@code .bridge.}, {@code .encoder.} and {@code
 * .decoder.}.
 */
public final class AssociatedComponent {
  private final String name;
  private final List<Layer> forward;
  private final List<Layer> bridge;
  private final List<Layer> decoder;
  private final Network associated;
  private final Network autoencoder;
  private final int encoderDepth;
  private final List<Parameter> associatedParameters;
  private final List<Parameter> autoencoderParameters;

  /**
   * Places the component's layers.
   *
   * @param inputShape of s_{i-1}
   * @param targetShape of t_{i-1}
   * @throws IllegalArgumentException if bridge and encoder, or decoder and target, do not match;
   *     the message names the component
   */
  AssociatedComponent(
      String name,
      int[] inputShape,
      int[] targetShape,
      ComponentLayers layers,
      LayerFactory.Slots slots) {
    this.name = name;
    List<Parameter> all = slots.parameters().parameters();
    int start = all.size();
    forward = Network.place(name + ".forward.", inputShape, layers.forward(), slots);
    bridge = Network.place(name + ".bridge.", last(forward), layers.bridge(), slots);
    int middle = all.size();
    List<Layer> encoder = Network.place(name + ".encoder.", targetShape, layers.encoder(), slots);
    decoder = Network.place(name + ".decoder.", last(encoder), layers.decoder(), slots);
    associated = Network.ofPlaced(inputShape, joined(forward, bridge), slots);
    autoencoder = Network.ofPlaced(targetShape, joined(encoder, decoder), slots);
    encoderDepth = encoder.size();
    associatedParameters = List.copyOf(all.subList(start, middle));
    autoencoderParameters = List.copyOf(all.subList(middle, all.size()));
    require("bridge", last(bridge), "its encoder's", last(encoder));
    require("decoder", last(decoder), "its encoder's input", targetShape);
  }

  /** {@code component0}, {@code component1}, ... */
  public String name() {
    return name;
  }

  /** Shape of one example of s_{i-1}. */
  public int[] inputShape() {
    return associated.inputShape();
  }

  /** Width of t_{i-1}. */
  public int targetWidth() {
    return autoencoder.classes();
  }

  /** b after f: from s_{i-1} to s'_i. */
  Network associated() {
    return associated;
  }

  /** h after g: from t_{i-1} to t'_{i-1}. */
  Network autoencoder() {
    return autoencoder;
  }

  List<Layer> forward() {
    return forward;
  }

  List<Layer> bridge() {
    return bridge;
  }

  List<Layer> decoder() {
    return decoder;
  }

  int encoderDepth() {
    return encoderDepth;
  }

  /** What the associated loss trains: f's parameters, then b's. */
  public List<Parameter> associatedParameters() {
    return associatedParameters;
  }

  /** What the autoencoder loss trains: g's parameters, then h's. */
  public List<Parameter> autoencoderParameters() {
    return autoencoderParameters;
  }

  private void require(String part, int[] shape, String other, int[] wanted) {
    if (!Arrays.equals(shape, wanted)) {
      throw new IllegalArgumentException(
          "the output of "
              + name
              + "'s "
              + part
              + " is "
              + Arrays.toString(shape)
              + " but must be as "
              + other
              + ", "
              + Arrays.toString(wanted));
    }
  }

  private static List<Layer> joined(List<Layer> first, List<Layer> second) {
    List<Layer> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }

  static int[] last(List<Layer> layers) {
    return layers.get(layers.size() - 1).outputShape();
  }
}
