package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A residual block: a = f(body(x) + shortcut(x)), where a shortcut without layers is the identity.
 * Source: He et al. 2016.
 */
public final class Residual implements Layer {
  private final String name;
  private final int[] inputShape;
  private final List<Layer> body;
  private final List<Layer> shortcut;
  private final Activation activation;

  private Residual(
      String name,
      int[] inputShape,
      List<Layer> body,
      List<Layer> shortcut,
      Activation activation) {
    this.name = name;
    this.inputShape = inputShape.clone();
    this.body = List.copyOf(body);
    this.shortcut = List.copyOf(shortcut);
    this.activation = activation;
  }

  /** A block whose shortcut is the identity. */
  public static LayerFactory identity(List<LayerFactory> body, Activation activation) {
    return projection(body, List.of(), activation);
  }

  /** A block with layers on both ways. */
  public static LayerFactory projection(
      List<LayerFactory> body, List<LayerFactory> shortcut, Activation activation) {
    return (name, inputShape, slots) -> {
      if (body.isEmpty()) {
        throw new IllegalArgumentException(name + " needs at least one layer in its body");
      }
      List<Layer> main = Network.place(name + ".body.", inputShape, body, slots);
      List<Layer> beside = Network.place(name + ".shortcut.", inputShape, shortcut, slots);
      int[] left = main.get(main.size() - 1).outputShape();
      int[] right = beside.isEmpty() ? inputShape : beside.get(beside.size() - 1).outputShape();
      if (!Arrays.equals(left, right)) {
        throw new IllegalArgumentException(
            name
                + " cannot add its body's output "
                + Arrays.toString(left)
                + " and its shortcut's "
                + Arrays.toString(right));
      }
      return new Residual(name, inputShape, main, beside, activation);
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int[] inputShape() {
    return inputShape.clone();
  }

  @Override
  public int[] outputShape() {
    return body.get(body.size() - 1).outputShape();
  }

  @Override
  public List<Layer> children() {
    return Stream.concat(body.stream(), shortcut.stream()).toList();
  }

  /** The layers on the main way. */
  public List<Layer> body() {
    return body;
  }

  /** The layers beside them; empty if the shortcut is the identity. */
  public List<Layer> shortcut() {
    return shortcut;
  }

  /** The non-linearity after the sum. */
  public Activation activation() {
    return activation;
  }

  @Override
  public boolean repeats() {
    return children().stream().allMatch(Layer::repeats);
  }

  @Override
  public LayerPass open(PassContext context) {
    return new ResidualPass(this, context);
  }
}
