package io.github.altprop.training.tensor.cuda;

import static io.github.altprop.training.tensor.MatrixChecks.columns;
import static io.github.altprop.training.tensor.MatrixChecks.rows;
import static io.github.altprop.training.tensor.Operands.shaped;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.LinearAlgebra;
import io.github.altprop.training.tensor.MatrixChecks;
import io.github.altprop.training.tensor.Op;
import io.github.altprop.training.tensor.SingularMatrixException;
import io.github.altprop.training.tensor.Tensor;

/**
 * {@link LinearAlgebra} by the device's libraries, which read a row-major matrix as its transpose.
 */
final class CudaLinearAlgebra implements LinearAlgebra {
  private final MatrixChecks<CudaTensor> checks = new MatrixChecks<>(CudaTensor.class);
  private final Accelerator gpu;
  private final Memory memory;
  private final Launcher launcher;
  private final Scratch scratch;

  CudaLinearAlgebra(Accelerator gpu, Memory memory, Launcher launcher, Scratch scratch) {
    this.gpu = gpu;
    this.memory = memory;
    this.launcher = launcher;
    this.scratch = scratch;
  }

  @Override
  public void gemm(double alpha, Tensor a, Op opA, Tensor b, Op opB, double beta, Tensor out) {
    CudaTensor as = checks.matrix("gemm", a);
    CudaTensor bs = checks.matrix("gemm", b);
    CudaTensor outs = checks.product("gemm", as, opA, bs, opB, out);
    int m = rows(as, opA);
    int k = columns(as, opA);
    int n = columns(bs, opB);
    if (k == 0) {
      // Nothing is added to beta out; a beta of 0 does not read it.
      Arguments over = new Arguments(outs.type()).ints(outs.length());
      if (beta == 0) {
        launcher.elements("fill", outs.length(), over.reals(0).tensors(outs));
      } else {
        launcher.elements("scale", outs.length(), over.reals(beta).tensors(outs, outs));
      }
    } else if (m > 0 && n > 0) {
      long target = outs.address();
      product(gpu, as.type(), m, n, k, alpha, as.address(), opA, bs.address(), opB, beta, target);
    }
  }

  /**
   * out [m, n] = alpha op(a) op(b) + beta out at addresses: out^T = alpha op(b)^T op(a)^T + beta
   * out^T, as the libraries see it.
   */
  static void product(
      Accelerator gpu,
      ElementType type,
      int m,
      int n,
      int k,
      double alpha,
      long a,
      Op opA,
      long b,
      Op opB,
      double beta,
      long out) {
    boolean transposeA = opA == Op.TRANSPOSED;
    boolean transposeB = opB == Op.TRANSPOSED;
    gpu.gemm(
        type,
        transposeB,
        transposeA,
        n,
        m,
        k,
        alpha,
        b,
        transposeB ? k : n,
        a,
        transposeA ? m : k,
        beta,
        out,
        n);
  }

  @Override
  public void gram(Tensor a, Op op, Tensor out) {
    CudaTensor as = checks.matrix("gram", a);
    int m = rows(as, op);
    CudaTensor outs = shaped("gram", as, out, m, m);
    gemm(1, as, op, as, op == Op.PLAIN ? Op.TRANSPOSED : Op.PLAIN, 0, outs);
    // Exactly symmetric, which the product of two roundings need not be.
    launcher.elements(
        "mirrorLower",
        outs.length(),
        new Arguments(outs.type()).ints(outs.length(), m).tensors(outs));
  }

  @Override
  public void transpose(Tensor a, Tensor out) {
    CudaTensor as = checks.matrix("transpose", a);
    int rows = as.dimension(0);
    int columns = as.dimension(1);
    CudaTensor outs = shaped("transpose", as, out, columns, rows);
    transpose(as.type(), rows, columns, as.address(), outs.address());
  }

  private void transpose(ElementType type, int rows, int columns, long x, long out) {
    int n = rows * columns;
    launcher.elements("transpose", n, new Arguments(type).ints(n, rows, columns).addresses(x, out));
  }

  @Override
  public void addToDiagonal(double value, Tensor matrix) {
    CudaTensor x = checks.square("addToDiagonal", matrix);
    int n = x.dimension(0);
    launcher.elements("addToDiagonal", n, new Arguments(x.type()).ints(n).reals(value).tensors(x));
  }

  @Override
  public void fillDiagonal(double value, Tensor matrix) {
    fillDiagonal(value, checks.matrix("fillDiagonal", matrix));
  }

  private void fillDiagonal(double value, CudaTensor x) {
    int n = Math.min(x.dimension(0), x.dimension(1));
    launcher.elements(
        "fillDiagonal", n, new Arguments(x.type()).ints(n, x.dimension(1)).reals(value).tensors(x));
  }

  /** The inverse of the transpose, which the libraries see, is the transpose of the inverse. */
  @Override
  public void invert(Tensor a, Tensor out) {
    CudaTensor as = checks.square("invert", a);
    int n = as.dimension(0);
    CudaTensor outs = shaped("invert", as, out, n, n);
    if (n == 0) {
      return;
    }
    long bytes = as.size() * as.type().bytes();
    scratch.start();
    long factors = scratch.take(bytes);
    long pivots = scratch.take((long) n * Integer.BYTES);
    long info = scratch.take(Integer.BYTES);
    gpu.copy(as.address(), factors, bytes);
    gpu.factorLu(as.type(), n, factors, pivots, info);
    int stopped = memory.whole(info);
    if (stopped != 0) {
      throw new SingularMatrixException(stopped - 1, n);
    }
    gpu.clear(outs.address(), bytes);
    fillDiagonal(1, outs);
    gpu.solveLu(as.type(), n, n, factors, pivots, outs.address());
  }

  @Override
  public void orthonormalizeColumns(Tensor a) {
    CudaTensor as = checks.tall("orthonormalizeColumns", a);
    int m = as.dimension(0);
    int n = as.dimension(1);
    if (as.length() == 0) {
      return;
    }
    ElementType type = as.type();
    scratch.start();
    long q = scratch.take(as.size() * type.bytes());
    long tau = scratch.take((long) n * type.bytes());
    long signs = scratch.take((long) n * Double.BYTES);
    transpose(type, m, n, as.address(), q);
    gpu.factorQr(type, m, n, q, tau);
    launcher.elements("signsOfDiagonal", n, new Arguments(type).ints(n, m).addresses(q, signs));
    gpu.formQ(type, m, n, q, tau);
    launcher.elements(
        "scaleRows", as.length(), new Arguments(type).ints(as.length(), m).addresses(q, signs, q));
    transpose(type, n, m, q, as.address());
  }
}
