package io.github.altprop.training.tensor;

/** Checks of the operands of linear algebra, for tensors of one kind. */
public final class MatrixChecks<T extends EngineTensor> {
  private final Class<T> kind;

  /** Checks for tensors of the given kind. */
  public MatrixChecks(Class<T> kind) {
    this.kind = kind;
  }

  /** A matrix [rows, columns]. */
  public T matrix(String operation, Tensor tensor) {
    T x = Operands.own(kind, operation, tensor);
    Operands.require(x.rank() == 2, operation, () -> x + " is not a matrix");
    return x;
  }

  /** A matrix [n, n]. */
  public T square(String operation, Tensor tensor) {
    T x = matrix(operation, tensor);
    Operands.require(x.dimension(0) == x.dimension(1), operation, () -> x + " is not square");
    return x;
  }

  /** A matrix of at least as many rows as columns. */
  public T tall(String operation, Tensor tensor) {
    T x = matrix(operation, tensor);
    Operands.require(
        x.dimension(0) >= x.dimension(1), operation, () -> x + " has more columns than rows");
    return x;
  }

  /** The matrix [m, n] that op(a) [m, k] by op(b) [k, n] makes. */
  public T product(String operation, T a, Op opA, T b, Op opB, Tensor tensor) {
    T out = matrix(operation, tensor);
    Operands.require(
        rows(b, opB) == columns(a, opA)
            && out.dimension(0) == rows(a, opA)
            && out.dimension(1) == columns(b, opB)
            && a.type() == b.type()
            && a.type() == out.type(),
        operation,
        () -> a + " " + opA + " by " + b + " " + opB + " does not make " + out);
    return out;
  }

  /** Rows of op(x). */
  public static int rows(EngineTensor x, Op op) {
    return x.dimension(op == Op.PLAIN ? 0 : 1);
  }

  /** Columns of op(x). */
  public static int columns(EngineTensor x, Op op) {
    return x.dimension(op == Op.PLAIN ? 1 : 0);
  }
}
