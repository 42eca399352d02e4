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
public final class Convolution extends WeightedLayer {
  private final int in;
  private final Window window;

  private Convolution(
      String name,
      int in,
      int kept,
      int auxiliary,
      Window window,
      Activation activation,
      Bias bias,
      ParameterLayout layout) {
    super(
        name,
        kept,
        activation,
        bias,
        layout,
        kept + auxiliary,
        window.kernelHeight(),
        window.kernelWidth(),
        in);
    this.in = in;
    this.window = window;
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
      return new Convolution(
          name, inputShape[2], kept, auxiliary, window, activation, bias, slots.parameters());
    };
  }

  @Override
  public int[] inputShape() {
    return new int[] {window.height(), window.width(), in};
  }

  @Override
  public int[] outputShape() {
    return new int[] {window.outHeight(), window.outWidth(), kept()};
  }

  /** How the kernel slides over the image. */
  public Window window() {
    return window;
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
  public LayerPass open(PassContext context) {
    return new ConvolutionPass(this, context);
  }
}
