package io.github.altprop.training.tensor;

/** Sums over many elements; scalars are accumulated in double, whatever the element type. */
public interface Reductions {
  /** Sum of x * y. */
  double dot(Tensor x, Tensor y);

  /** Sum of |x|. */
  double sumOfMagnitudes(Tensor x);

  /** Number of elements that are not zero. */
  long countNonZero(Tensor x);

  /** Euclidean norm of each of {@code norms.length} equal blocks of x along its first dimension. */
  void rowNorms(Tensor x, double[] norms);

  /** out[j] = sum over all rows of x[., j]; x is read as [rest, n] for an out of [n]. */
  void columnSums(Tensor x, Tensor out);

  /** Euclidean norm of all elements. */
  default double norm(Tensor x) {
    return Math.sqrt(dot(x, x));
  }
}
