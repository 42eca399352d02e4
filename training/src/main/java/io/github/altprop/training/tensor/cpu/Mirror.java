package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.ElementType;

/**
 * Transposed copies in small squares: whole rows of a square are read and written at once, since
 * rows a power of two apart fall on the same few lines of the cache.
 */
final class Mirror {
  /** Rows and columns of a square. */
  static final int TILE = 32;

  private Mirror() {}

  /** out = a^T for the rows of a from {@code from} to {@code to}. */
  static void transpose(OffHeapTensor a, OffHeapTensor out, int from, int to) {
    int rows = a.dimension(0);
    int columns = a.dimension(1);
    Square square = Square.of(a.type());
    for (int i = from; i < to; i += TILE) {
      int height = Math.min(TILE, to - i);
      for (int j = 0; j < columns; j += TILE) {
        int width = Math.min(TILE, columns - j);
        square.read(a, i * columns + j, columns, height, width);
        for (int column = 0; column < width; column++) {
          square.writeColumn(out, (j + column) * rows + i, column, 0, height);
        }
      }
    }
  }

  /**
   * x[column + j, row + i] = x[row + i, column + j] below the diagonal of a square matrix of side
   * {@code n}, for a block of {@code height} by {@code width} on or below it.
   */
  static void lowerToUpper(OffHeapTensor x, int n, int row, int column, int height, int width) {
    Square square = Square.of(x.type());
    for (int i = row; i < row + height; i += TILE) {
      int rows = Math.min(TILE, row + height - i);
      for (int j = column; j < column + width && j < i + rows; j += TILE) {
        int columns = Math.min(TILE, column + width - j);
        square.read(x, i * n + j, n, rows, columns);
        for (int k = 0; k < columns; k++) {
          int belowDiagonal = Math.max(0, j + k + 1 - i);
          if (belowDiagonal < rows) {
            square.writeColumn(x, (j + k) * n + i, k, belowDiagonal, rows);
          }
        }
      }
    }
  }

  /** A square on the heap. */
  private interface Square {
    static Square of(ElementType type) {
      return type == ElementType.FLOAT32 ? new OfFloats() : new OfDoubles();
    }

    /** Reads {@code height} rows that start {@code stride} elements apart. */
    void read(OffHeapTensor from, int at, int stride, int height, int width);

    /** Writes the entries of a column from row {@code first} on to {@code at} + first. */
    void writeColumn(OffHeapTensor to, int at, int column, int first, int height);
  }

  private static final class OfFloats implements Square {
    private final float[] square = new float[TILE * TILE];
    private final float[] line = new float[TILE];

    @Override
    public void read(OffHeapTensor from, int at, int stride, int height, int width) {
      for (int row = 0; row < height; row++) {
        from.floats().get(at + row * stride, square, row * TILE, width);
      }
    }

    @Override
    public void writeColumn(OffHeapTensor to, int at, int column, int first, int height) {
      for (int row = first; row < height; row++) {
        line[row] = square[row * TILE + column];
      }
      to.floats().put(at + first, line, first, height - first);
    }
  }

  private static final class OfDoubles implements Square {
    private final double[] square = new double[TILE * TILE];
    private final double[] line = new double[TILE];

    @Override
    public void read(OffHeapTensor from, int at, int stride, int height, int width) {
      for (int row = 0; row < height; row++) {
        from.doubles().get(at + row * stride, square, row * TILE, width);
      }
    }

    @Override
    public void writeColumn(OffHeapTensor to, int at, int column, int first, int height) {
      for (int row = first; row < height; row++) {
        line[row] = square[row * TILE + column];
      }
      to.doubles().put(at + first, line, first, height - first);
    }
  }
}
