package io.github.altprop.training.tensor;

/**
 * Sums over many elements; scalars are accumulated in double, whatever the element type. What
 * returns a number waits for everything asked of the engine before: it is for records.
 */
public interface Reductions {
  /** Sum of x * y. */
  double dot(Tensor x, Tensor y);

  /** Sum of |x|. */
  double sumOfMagnitudes(Tensor x);

  /** Number of elements that are not zero. */
  long countNonZero(Tensor x);

  /**
   * Euclidean norm of each of the equal blocks of x along its first dimension, as many as there are
   * {@code norms}.
   *
   * @param norms [rows] in float64
   */
  void rowNorms(Tensor x, Tensor norms);

  /** out[j] = sum over all rows of x[., j]; x is read as [rest, n] for an out of [n]. */
  void columnSums(Tensor x, Tensor out);

  /**
   * Euclidean norm of all elements.
   *
   * @param out [1] in float64
   */
  void norm(Tensor x, Tensor out);

  /** Euclidean norm of all elements. */
  default double norm(Tensor x) {
    return Math.sqrt(dot(x, x));
  }
}
