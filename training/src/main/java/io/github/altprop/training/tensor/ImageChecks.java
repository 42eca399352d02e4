package io.github.altprop.training.tensor;

/** Checks of the operands of image primitives, for tensors of one kind. */
public final class ImageChecks<T extends EngineTensor> {
  private final Class<T> kind;

  /** Checks for tensors of the given kind. */
  public ImageChecks(Class<T> kind) {
    this.kind = kind;
  }

  /** A batch of images [n, h, w, c] that the window slides over. */
  public T image(String operation, Tensor tensor, Window window) {
    T x = Operands.own(kind, operation, tensor);
    Operands.require(
        x.rank() == 4
            && x.length() > 0
            && x.dimension(1) == window.height()
            && x.dimension(2) == window.width(),
        operation,
        () -> x + " is not an image [n, h, w, c] of " + window);
    return x;
  }

  /** A kernel [out, kh, kw, in] of the window's size for the channels of x. */
  public T kernel(String operation, T x, Tensor tensor, Window window) {
    T kernel = Operands.own(kind, operation, tensor);
    Operands.require(
        kernel.rank() == 4
            && kernel.length() > 0
            && kernel.dimension(1) == window.kernelHeight()
            && kernel.dimension(2) == window.kernelWidth(),
        operation,
        () -> kernel + " is not a kernel [out, kh, kw, in] of " + window);
    Operands.require(
        x.type() == kernel.type() && x.dimension(3) == kernel.dimension(3), operation, x, kernel);
    return kernel;
  }

  /** The map [n, oh, ow, channels] that the window makes of x. */
  public T map(String operation, T x, Window window, Tensor map, int channels) {
    return Operands.shaped(
        operation, x, map, x.dimension(0), window.outHeight(), window.outWidth(), channels);
  }
}
