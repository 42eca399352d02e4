package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Window;

/** A maximum or average over patches of an image; errors return exactly. */
public final class Pooling implements Layer {
  /** What is taken of each patch. */
  public enum Kind {
    MAXIMUM,
    AVERAGE
  }

  private final String name;
  private final Kind kind;
  private final Window window;
  private final int channels;
  private final int[] outputShape;

  private Pooling(String name, Kind kind, Window window, int channels, int[] outputShape) {
    this.name = name;
    this.kind = kind;
    this.window = window;
    this.channels = channels;
    this.outputShape = outputShape.clone();
  }

  /** The largest value of each patch; padding never wins. */
  public static LayerFactory maximum(Patches patches) {
    return over(Kind.MAXIMUM, patches);
  }

  /** The mean of each patch; padding counts as zeros. */
  public static LayerFactory average(Patches patches) {
    return over(Kind.AVERAGE, patches);
  }

  /** The mean of each channel over the whole image: [height, width, channels] to [channels]. */
  public static LayerFactory globalAverage() {
    return (name, inputShape, slots) -> {
      int[] image = Shapes.requireImage(name, inputShape);
      return new Pooling(
          name, Kind.AVERAGE, Window.whole(image[0], image[1]), image[2], new int[] {image[2]});
    };
  }

  private static LayerFactory over(Kind kind, Patches patches) {
    return (name, inputShape, slots) -> {
      Window window = patches.over(name, inputShape);
      int channels = inputShape[2];
      return new Pooling(
          name,
          kind,
          window,
          channels,
          new int[] {window.outHeight(), window.outWidth(), channels});
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int[] inputShape() {
    return new int[] {window.height(), window.width(), channels};
  }

  @Override
  public int[] outputShape() {
    return outputShape.clone();
  }

  @Override
  public boolean trainable() {
    return false;
  }

  /** What is taken of each patch. */
  public Kind kind() {
    return kind;
  }

  /** How the patches lie on the image. */
  public Window window() {
    return window;
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public LayerPass open(PassContext context) {
    return new PoolingPass(this, context);
  }
}
