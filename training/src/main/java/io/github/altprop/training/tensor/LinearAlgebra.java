package io.github.altprop.training.tensor;

/** Products and factorisations of matrices. All operands of one call have one element type. */
public interface LinearAlgebra {
  /** out = alpha op(a) op(b) + beta out, for matrices; {@code out} overlaps neither factor. */
  void gemm(double alpha, Tensor a, Op opA, Tensor b, Op opB, double beta, Tensor out);

  /** out = op(a) op(a)^T in full: [m, m] for an op(a) of [m, k]. */
  void gram(Tensor a, Op op, Tensor out);

  /** out = a^T for a matrix [m, n]; {@code out} is [n, m] and may not be {@code a}. */
  void transpose(Tensor a, Tensor out);

  /** matrix[i, i] += value for a square matrix, in place. */
  void addToDiagonal(double value, Tensor matrix);

  /** matrix[i, i] = value for every i that is both a row and a column, in place. */
  void fillDiagonal(double value, Tensor matrix);

  /**
   * out = a^-1 by LU with partial pivoting; {@code a} keeps its value and may not be {@code out}.
   *
   * @throws SingularMatrixException if a pivot is exactly zero
   */
  void invert(Tensor a, Tensor out);

  /**
   * Replaces a [m, n] matrix with m &ge; n by the Q of its QR decomposition, columns multiplied by
   * the signs of R's diagonal (Haar distributed if the entries were independent standard normals).
   */
  void orthonormalizeColumns(Tensor a);
}
