package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Activation;

/**
 * A fully connected layer: a = f(x W^T + b).
 *
 * <p>The weight is [units, in]. Auxiliary units complete W to a square matrix; they come after the
 * kept ones, are not passed on, and are computed only where an inverse needs them. Source: Dalm et
 * al. 2023, section 2.2.3.
 */
public final class Dense extends WeightedLayer {
  private final int in;

  private Dense(
      String name,
      int in,
      int kept,
      int auxiliary,
      Activation activation,
      Bias bias,
      ParameterLayout layout) {
    super(name, kept, activation, bias, layout, kept + auxiliary, in);
    this.in = in;
  }

  /** A layer with a bias and no auxiliary units. */
  public static LayerFactory of(int units, Activation activation) {
    return of(units, 0, activation, Bias.PRESENT);
  }

  /** A layer with as many auxiliary units as make the weight square. */
  public static LayerFactory square(int kept, Activation activation) {
    return (name, inputShape, slots) -> {
      int in = Shapes.requireFlat(name, inputShape)[0];
      return of(kept, Shapes.auxiliary(name, kept, in), activation, Bias.PRESENT)
          .place(name, inputShape, slots);
    };
  }

  /** Any dense layer. */
  public static LayerFactory of(int kept, int auxiliary, Activation activation, Bias bias) {
    return (name, inputShape, slots) -> {
      int in = Shapes.requireFlat(name, inputShape)[0];
      Shapes.requireUnits(name, kept, auxiliary);
      return new Dense(name, in, kept, auxiliary, activation, bias, slots.parameters());
    };
  }

  @Override
  public int[] inputShape() {
    return new int[] {in};
  }

  @Override
  public int[] outputShape() {
    return new int[] {kept()};
  }

  @Override
  public int fanIn() {
    return in;
  }

  @Override
  public int fanOut() {
    return units();
  }

  @Override
  public int positions() {
    return 1;
  }

  @Override
  public LayerPass open(PassContext context) {
    return new DensePass(this, context);
  }
}
