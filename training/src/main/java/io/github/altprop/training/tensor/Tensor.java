package io.github.altprop.training.tensor;

/**
 * A contiguous, row-major block of numbers that belongs to an {@link Engine}.
 *
 * <p>Views made by {@link #reshape}, {@link #slice} and {@link #rows} share memory with their
 * origin. There are no strided views: the kept units of a layer are a prefix of its rows, so none
 * are needed.
 */
public interface Tensor {
  /** The number format of the elements. */
  ElementType type();

  /** A copy of the lengths of the dimensions, outermost first. */
  int[] shape();

  /** Length of dimension {@code index}. */
  int dimension(int index);

  /** Number of elements. */
  long size();

  /** The same elements in another shape of the same size. */
  Tensor reshape(int... shape);

  /** The elements from flat index {@code from} on, as many as {@code shape} holds. */
  Tensor slice(long from, int... shape);

  /** Rows {@code from} (inclusive) to {@code to} (exclusive) along the first dimension. */
  default Tensor rows(int from, int to) {
    int[] shape = shape();
    long row = shape[0] == 0 ? 0 : size() / shape[0];
    shape[0] = to - from;
    return slice(from * row, shape);
  }

  /** This tensor as a matrix: the first dimension by everything else. */
  default Tensor matrix() {
    int rows = dimension(0);
    return reshape(rows, rows == 0 ? 0 : Math.toIntExact(size() / rows));
  }

  /**
   * Overwrites all elements, converting to this tensor's type; {@code values} has {@link #size}
   * entries.
   */
  void put(float[] values);

  /**
   * Overwrites all elements, converting to this tensor's type; {@code values} has {@link #size}
   * entries.
   */
  void put(double[] values);

  /** A copy of all elements as floats. */
  float[] toFloats();

  /** A copy of all elements as doubles. */
  double[] toDoubles();

  /** The element at flat index {@code index}. Slow: for tests and single numbers. */
  double at(long index);
}
