package io.github.altprop.training.tensor.cuda;

/** Spreads kernels over blocks, and gives those that sum what they sum with. */
final class Launcher {
  private static final int THREADS = 256;
  private static final int BLOCKS_PER_MULTIPROCESSOR = 8;
  private static final int WIDEST = 32;
  private static final int ROWS_PER_THREAD = 8;

  private final Accelerator gpu;
  private final Scratch scratch;

  Launcher(Accelerator gpu, Scratch scratch) {
    this.gpu = gpu;
    this.scratch = scratch;
  }

  /** Runs a kernel that treats {@code n} elements alike. */
  void elements(String kernel, int n, Arguments arguments) {
    if (n > 0) {
      gpu.launch(kernel, blocks(n), arguments);
    }
  }

  /** Runs a kernel that sums over {@code n} elements into the double at {@code out}. */
  void sum(String kernel, int n, Arguments arguments, long out) {
    sumOfBlocks(kernel, blocks(n), arguments, out);
  }

  /** Runs a kernel that sums one number of each block into the double at {@code out}. */
  void sumOfBlocks(String kernel, int blocks, Arguments arguments, long out) {
    long partial = scratch.take((long) blocks * Double.BYTES);
    gpu.launch(kernel, blocks, arguments.addresses(partial, scratch.counters(1), out));
  }

  /**
   * How the sums of columns are cut up.
   *
   * @param rows of the matrix
   * @param columns at least 1
   * @param width columns of a block, a power of 2
   * @param chunks runs of rows
   */
  record Columns(int rows, int columns, int width, int chunks) {
    int tiles() {
      return (columns + width - 1) / width;
    }
  }

  /** The cut of a matrix into about as many blocks as keep the device busy. */
  Columns cut(int rows, int columns) {
    int width = 1;
    while (width < WIDEST && width < columns) {
      width *= 2;
    }
    Columns whole = new Columns(rows, columns, width, 1);
    int most = rows / (THREADS / width * ROWS_PER_THREAD);
    int wanted = gpu.multiprocessors() * BLOCKS_PER_MULTIPROCESSOR / whole.tiles();
    return new Columns(rows, columns, width, Math.max(1, Math.min(most, wanted)));
  }

  /** Runs a kernel of columns.cu; its arguments begin with the numbers of the cut. */
  void columns(String kernel, Columns cut, Arguments arguments) {
    long partial = scratch.take(2L * cut.columns() * cut.chunks() * Double.BYTES);
    gpu.launch(
        kernel,
        cut.tiles() * cut.chunks(),
        arguments.addresses(partial, scratch.counters(cut.tiles())));
  }

  private int blocks(int n) {
    int most = gpu.multiprocessors() * BLOCKS_PER_MULTIPROCESSOR;
    return Math.max(1, Math.min(most, (n - 1) / THREADS + 1));
  }
}
