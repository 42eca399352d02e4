package io.github.altprop.training.tensor;

/** A matrix that has no inverse was to be inverted. */
public final class SingularMatrixException extends ArithmeticException {
  private static final long serialVersionUID = 1;

  /** Says at which pivot (from 0) of an n x n matrix the elimination stopped. */
  public SingularMatrixException(int pivot, int size) {
    super("singular matrix: pivot " + pivot + " of a " + size + " x " + size + " matrix is zero");
  }
}
