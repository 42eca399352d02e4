package io.github.altprop.training.tensor.cpu;

import java.util.Arrays;

/**
 * One thread's heap blocks through which off-heap operands pass.
 *
 * <p>HotSpot vectorises loops over heap arrays but not over direct buffers: copying 4 KB in and out
 * of a block that stays in the first-level cache costs less than one scalar pass.
 */
abstract sealed class Blocks {
  /** Elements of a block. */
  static final int LENGTH = 1024;

  /** Most operands of one loop. */
  static final int SLOTS = 8;

  abstract void load(int slot, OffHeapTensor tensor, int from, int n);

  abstract void store(int slot, OffHeapTensor tensor, int from, int n);

  /** Elements {@code to - from} of a slot become those of a row from {@code column} on. */
  abstract void row(int slot, double[] row, int column, int from, int to);

  /** Elements {@code from} to {@code to} of a slot become {@code value}. */
  abstract void fill(int slot, int from, int to, double value);

  abstract void apply(Kernel kernel, int n);

  /** Adds a block to the running sums of a slot; {@code column} is a multiple of the length. */
  abstract void accumulate(int slot, int column, int n);

  /** Makes room for running sums of {@code n} elements, all 0. */
  abstract void clearSums(int slot, int n);

  /** Moves the running sums, which hold whole rows, into {@code sums}. */
  abstract void flushSums(int slot, int n, double[] sums);

  static final class OfFloats extends Blocks {
    private final float[][] blocks = new float[SLOTS][LENGTH];
    private final float[][][] running = new float[SLOTS][0][];

    @Override
    void load(int slot, OffHeapTensor tensor, int from, int n) {
      tensor.floats().get(from, blocks[slot], 0, n);
    }

    @Override
    void store(int slot, OffHeapTensor tensor, int from, int n) {
      tensor.floats().put(from, blocks[slot], 0, n);
    }

    @Override
    void row(int slot, double[] row, int column, int from, int to) {
      float[] block = blocks[slot];
      for (int i = from; i < to; i++) {
        block[i] = (float) row[column + i - from];
      }
    }

    @Override
    void fill(int slot, int from, int to, double value) {
      Arrays.fill(blocks[slot], from, to, (float) value);
    }

    @Override
    void apply(Kernel kernel, int n) {
      kernel.floats().apply(blocks, n);
    }

    @Override
    void accumulate(int slot, int column, int n) {
      FloatKernels.accumulate(running[slot][column / LENGTH], blocks[slot], n);
    }

    @Override
    void clearSums(int slot, int n) {
      int chunks = (n + LENGTH - 1) / LENGTH;
      if (running[slot].length < chunks) {
        running[slot] = new float[chunks][LENGTH];
      }
      for (int i = 0; i < chunks; i++) {
        Arrays.fill(running[slot][i], 0);
      }
    }

    @Override
    void flushSums(int slot, int n, double[] sums) {
      int column = 0;
      for (int from = 0; from < n; from += LENGTH) {
        float[] chunk = running[slot][from / LENGTH];
        for (int i = 0; i < Math.min(LENGTH, n - from); i++) {
          sums[column] += chunk[i];
          column = column + 1 == sums.length ? 0 : column + 1;
        }
        Arrays.fill(chunk, 0);
      }
    }
  }

  static final class OfDoubles extends Blocks {
    private final double[][] blocks = new double[SLOTS][LENGTH];
    private final double[][][] running = new double[SLOTS][0][];

    @Override
    void load(int slot, OffHeapTensor tensor, int from, int n) {
      tensor.doubles().get(from, blocks[slot], 0, n);
    }

    @Override
    void store(int slot, OffHeapTensor tensor, int from, int n) {
      tensor.doubles().put(from, blocks[slot], 0, n);
    }

    @Override
    void row(int slot, double[] row, int column, int from, int to) {
      System.arraycopy(row, column, blocks[slot], from, to - from);
    }

    @Override
    void fill(int slot, int from, int to, double value) {
      Arrays.fill(blocks[slot], from, to, value);
    }

    @Override
    void apply(Kernel kernel, int n) {
      kernel.doubles().apply(blocks, n);
    }

    @Override
    void accumulate(int slot, int column, int n) {
      DoubleKernels.accumulate(running[slot][column / LENGTH], blocks[slot], n);
    }

    @Override
    void clearSums(int slot, int n) {
      int chunks = (n + LENGTH - 1) / LENGTH;
      if (running[slot].length < chunks) {
        running[slot] = new double[chunks][LENGTH];
      }
      for (int i = 0; i < chunks; i++) {
        Arrays.fill(running[slot][i], 0);
      }
    }

    @Override
    void flushSums(int slot, int n, double[] sums) {
      int column = 0;
      for (int from = 0; from < n; from += LENGTH) {
        double[] chunk = running[slot][from / LENGTH];
        for (int i = 0; i < Math.min(LENGTH, n - from); i++) {
          sums[column] += chunk[i];
          column = column + 1 == sums.length ? 0 : column + 1;
        }
        Arrays.fill(chunk, 0);
      }
    }
  }
}
