package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.ElementType;

/** Transposed copies in small squares, whose rows and columns both stay in cache. */
final class Mirror {
  /** Rows and columns of a square. */
  static final int TILE = 16;

  private Mirror() {}

  /** out = a^T for the rows of a from {@code from} to {@code to}. */
  static void transpose(OffHeapTensor a, OffHeapTensor out, int from, int to) {
    int rows = a.dimension(0);
    int columns = a.dimension(1);
    for (int i0 = from; i0 < to; i0 += TILE) {
      for (int j0 = 0; j0 < columns; j0 += TILE) {
        int iEnd = Math.min(i0 + TILE, to);
        int jEnd = Math.min(j0 + TILE, columns);
        for (int i = i0; i < iEnd; i++) {
          copyTransposed(a, i * columns + j0, out, j0 * rows + i, rows, jEnd - j0);
        }
      }
    }
  }

  /**
   * x[column + j, row + i] = x[row + i, column + j] below the diagonal of a square matrix of side
   * {@code n}, for a block of {@code height} by {@code width} on or below it.
   */
  static void lowerToUpper(OffHeapTensor x, int n, int row, int column, int height, int width) {
    for (int i0 = row; i0 < row + height; i0 += TILE) {
      for (int j0 = column; j0 < column + width && j0 <= i0; j0 += TILE) {
        int iEnd = Math.min(i0 + TILE, row + height);
        int jEnd = Math.min(j0 + TILE, column + width);
        for (int i = i0; i < iEnd; i++) {
          copyTransposed(x, i * n + j0, x, j0 * n + i, n, Math.min(jEnd, i) - j0);
        }
      }
    }
  }

  private static void copyTransposed(
      OffHeapTensor from, int at, OffHeapTensor to, int target, int stride, int count) {
    if (from.type() == ElementType.FLOAT32) {
      for (int j = 0; j < count; j++) {
        to.floats().put(target + j * stride, from.floats().get(at + j));
      }
    } else {
      for (int j = 0; j < count; j++) {
        to.doubles().put(target + j * stride, from.doubles().get(at + j));
      }
    }
  }
}
