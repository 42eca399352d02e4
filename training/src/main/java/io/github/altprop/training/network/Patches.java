package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Window;

/**
 * The square patches of an image that a convolution or a pool looks at.
 *
 * @param size pixels on a side
 * @param stride pixels between neighbouring patches
 * @param padding zeros around the image
 */
public record Patches(int size, int stride, Padding padding) {
  /** How many zeros surround an image. */
  @FunctionalInterface
  public interface Padding {
    /** TensorFlow's SAME: out = ceil(in / stride). */
    Padding SAME = Window::same;

    /** None: only whole patches. */
    Padding VALID = explicit(0);

    /** As many zeros on each side. */
    static Padding explicit(int pixels) {
      return (height, width, size, stride) -> Window.padded(height, width, size, stride, pixels);
    }

    /** The geometry for one size of image. */
    Window window(int height, int width, int size, int stride);
  }

  /** Patches with SAME padding at every pixel. */
  public static Patches same(int size) {
    return same(size, 1);
  }

  /** Patches with SAME padding. */
  public static Patches same(int size, int stride) {
    return new Patches(size, stride, Padding.SAME);
  }

  /** Whole patches only. */
  public static Patches valid(int size, int stride) {
    return new Patches(size, stride, Padding.VALID);
  }

  /** Patches of an image with as many zeros on each side. */
  public static Patches padded(int size, int stride, int pixels) {
    return new Patches(size, stride, Padding.explicit(pixels));
  }

  /**
   * The geometry on an input of shape [height, width, channels].
   *
   * @throws IllegalArgumentException naming the layer if the input is no image or too small
   */
  Window over(String layer, int[] inputShape) {
    int[] image = Shapes.requireImage(layer, inputShape);
    try {
      return padding.window(image[0], image[1], size, stride);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(layer + ": " + e.getMessage(), e);
    }
  }
}
