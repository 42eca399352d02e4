package io.github.altprop.training.tensor;

/**
 * The geometry of a kernel that slides over an image: convolutions and pools.
 *
 * @param height input height
 * @param width input width
 * @param kernelHeight kernel height
 * @param kernelWidth kernel width
 * @param stride step in both directions
 * @param top rows of padding above
 * @param bottom rows of padding below
 * @param left columns of padding before
 * @param right columns of padding after
 */
public record Window(
    int height,
    int width,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int top,
    int bottom,
    int left,
    int right) {

  public Window {
    if (height < 1 || width < 1 || kernelHeight < 1 || kernelWidth < 1 || stride < 1) {
      throw new IllegalArgumentException("sizes and stride of a window must be at least 1");
    }
    if (height + top + bottom < kernelHeight || width + left + right < kernelWidth) {
      throw new IllegalArgumentException(
          "a "
              + kernelHeight
              + "x"
              + kernelWidth
              + " kernel does not fit a "
              + height
              + "x"
              + width
              + " image with its padding");
    }
  }

  /**
   * TensorFlow's SAME padding: out = ceil(n / s), total = max((out - 1) s + k - n, 0), half of it
   * (rounded down) before. Source: experiments, section 0.
   */
  public static Window same(int height, int width, int kernel, int stride) {
    int vertical = samePadding(height, kernel, stride);
    int horizontal = samePadding(width, kernel, stride);
    return new Window(
        height,
        width,
        kernel,
        kernel,
        stride,
        vertical / 2,
        vertical - vertical / 2,
        horizontal / 2,
        horizontal - horizontal / 2);
  }

  /** The same padding on all four sides; 0 is "valid". */
  public static Window padded(int height, int width, int kernel, int stride, int padding) {
    return new Window(height, width, kernel, kernel, stride, padding, padding, padding, padding);
  }

  /** A window that covers the whole image once. */
  public static Window whole(int height, int width) {
    return new Window(height, width, height, width, 1, 0, 0, 0, 0);
  }

  /** Height of the output map. */
  public int outHeight() {
    return (height + top + bottom - kernelHeight) / stride + 1;
  }

  /** Width of the output map. */
  public int outWidth() {
    return (width + left + right - kernelWidth) / stride + 1;
  }

  /** For each input pixel, row by row: the number of window positions that hold it. */
  public int[] coverage() {
    int[] rows = coverage(height, kernelHeight, top, outHeight());
    int[] columns = coverage(width, kernelWidth, left, outWidth());
    int[] covered = new int[height * width];
    for (int i = 0; i < covered.length; i++) {
      covered[i] = rows[i / width] * columns[i % width];
    }
    return covered;
  }

  private int[] coverage(int size, int kernel, int before, int out) {
    int[] covered = new int[size];
    for (int position = 0; position < out; position++) {
      int from = position * stride - before;
      for (int i = Math.max(0, from); i < Math.min(size, from + kernel); i++) {
        covered[i]++;
      }
    }
    return covered;
  }

  private static int samePadding(int size, int kernel, int stride) {
    int out = (size + stride - 1) / stride;
    return Math.max((out - 1) * stride + kernel - size, 0);
  }
}
