package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Window;

/**
 * A convolution: a = f(patches of x times K^T + b), on images [height, width, channels].
 *
 * <p>The kernel is [units, kh, kw, in], so that as a matrix K it multiplies patches in (kh, kw, in)
 * order. Auxiliary channels complete K to a square matrix; they come after the kept ones, are not
 * passed on, and are computed only where an inverse needs them. Source: Dalm et al. 2023, section
 * 2.2.
 */
public final class Convolution implements Synapse {
  private final String name;
  private final int in;
  private final int kept;
  private final Window window;
  private final Activation activation;
  private final Parameter weight;
  private final Parameter bias;

  private Convolution(
      String name,
      int in,
      int kept,
      Window window,
      Activation activation,
      Parameter weight,
      Parameter bias) {
    this.name = name;
    this.in = in;
    this.kept = kept;
    this.window = window;
    this.activation = activation;
    this.weight = weight;
    this.bias = bias;
  }

  /** A convolution with a bias and no auxiliary channels. */
  public static LayerFactory of(Patches patches, int channels, Activation activation) {
    return of(patches, channels, 0, activation, Bias.PRESENT);
  }

  /** A convolution with as many auxiliary channels as make the kernel a square matrix. */
  public static LayerFactory square(Patches patches, int kept, Activation activation) {
    return (name, inputShape, slots) -> {
      int fanIn = patches.size() * patches.size() * Shapes.requireImage(name, inputShape)[2];
      return of(patches, kept, Shapes.auxiliary(name, kept, fanIn), activation, Bias.PRESENT)
          .place(name, inputShape, slots);
    };
  }

  /** Any convolution. */
  public static LayerFactory of(
      Patches patches, int kept, int auxiliary, Activation activation, Bias bias) {
    return (name, inputShape, slots) -> {
      Window window = patches.over(name, inputShape);
      Shapes.requireUnits(name, kept, auxiliary);
      int units = kept + auxiliary;
      int in = inputShape[2];
      ParameterLayout layout = slots.parameters();
      return new Convolution(
          name,
          in,
          kept,
          window,
          activation,
          layout.add(
              name + ".weight", Parameter.Role.WEIGHT, units, patches.size(), patches.size(), in),
          bias == Bias.PRESENT ? layout.add(name + ".bias", Parameter.Role.BIAS, units) : null);
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int[] inputShape() {
    return new int[] {window.height(), window.width(), in};
  }

  @Override
  public int[] outputShape() {
    return new int[] {window.outHeight(), window.outWidth(), kept};
  }

  /** How the kernel slides over the image. */
  public Window window() {
    return window;
  }

  @Override
  public Parameter weight() {
    return weight;
  }

  @Override
  public Parameter bias() {
    return bias;
  }

  @Override
  public int kept() {
    return kept;
  }

  @Override
  public int units() {
    return weight.rows();
  }

  @Override
  public int fanIn() {
    return window.kernelHeight() * window.kernelWidth() * in;
  }

  @Override
  public int fanOut() {
    return window.kernelHeight() * window.kernelWidth() * units();
  }

  @Override
  public int positions() {
    return window.outHeight() * window.outWidth();
  }

  @Override
  public Activation activation() {
    return activation;
  }

  @Override
  public LayerPass open(PassContext context) {
    return new ConvolutionPass(this, context);
  }
}
