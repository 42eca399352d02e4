package io.github.altprop.training.tensor.cpu;

import static io.github.altprop.training.tensor.MatrixChecks.columns;
import static io.github.altprop.training.tensor.MatrixChecks.rows;
import static io.github.altprop.training.tensor.Operands.shaped;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Elementwise;
import io.github.altprop.training.tensor.LinearAlgebra;
import io.github.altprop.training.tensor.MatrixChecks;
import io.github.altprop.training.tensor.Op;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.cpu.Blas.Matrix;

/** {@link LinearAlgebra}: one sequential library call per worker on its part of the output. */
final class CpuLinearAlgebra implements LinearAlgebra {
  // Cuts of a product fall on multiples of the kernels' register tiles.
  private static final int TILE = 48;
  private static final int PANEL_UNIT = 16;
  private static final int FEWEST_PANELS = 8;
  private static final long PRODUCT_GRAIN = 1 << 16;
  private static final int COPY_GRAIN = 16384;

  private final MatrixChecks<OffHeapTensor> checks = new MatrixChecks<>(OffHeapTensor.class);
  private final Workers workers;
  private final Factorizations factorizations;
  private final Elementwise elementwise;

  CpuLinearAlgebra(Workers workers, Factorizations factorizations, Elementwise elementwise) {
    this.workers = workers;
    this.elementwise = elementwise;
    this.factorizations = factorizations;
  }

  @Override
  public void gemm(double alpha, Tensor a, Op opA, Tensor b, Op opB, double beta, Tensor out) {
    OffHeapTensor as = checks.matrix("gemm", a);
    OffHeapTensor bs = checks.matrix("gemm", b);
    OffHeapTensor outs = checks.product("gemm", as, opA, bs, opB, out);
    int m = rows(as, opA);
    int k = columns(as, opA);
    int n = columns(bs, opB);
    if (m == 0 || n == 0) {
      return;
    }
    if (k == 0) {
      // The libraries leave the output as it is.
      if (beta == 0) {
        elementwise.fill(0, outs);
      } else {
        elementwise.scale(beta, outs, outs);
      }
      return;
    }
    Matrix left = whole(as, opA);
    Matrix right = whole(bs, opB);
    Matrix target = whole(outs, Op.PLAIN);
    int grain =
        (int)
            Math.min(Integer.MAX_VALUE, PRODUCT_GRAIN / Math.max(1, (long) k * Math.min(m, n)) + 1);
    if (n >= m) {
      workers.split(
          n,
          TILE,
          grain,
          (part, from, to) ->
              Blas.gemm(
                  m, to - from, k, alpha, left, right.from(0, from), beta, target.from(0, from)));
    } else {
      workers.split(
          m,
          TILE,
          grain,
          (part, from, to) ->
              Blas.gemm(
                  to - from, n, k, alpha, left.from(from, 0), right, beta, target.from(from, 0)));
    }
  }

  @Override
  public void gram(Tensor a, Op op, Tensor out) {
    OffHeapTensor as = checks.matrix("gram", a);
    int m = rows(as, op);
    int k = columns(as, op);
    OffHeapTensor outs = shaped("gram", as, out, m, m);
    Matrix left = whole(as, op);
    Matrix right = whole(as, op == Op.PLAIN ? Op.TRANSPOSED : Op.PLAIN);
    Matrix target = whole(outs, Op.PLAIN);
    int most = Math.max(FEWEST_PANELS, 4 * workers.threads());
    int panel = PANEL_UNIT * Math.max(1, -Math.floorDiv(-m, most * PANEL_UNIT));
    int panels = (m + panel - 1) / panel;
    // Panel i is multiplied up to the diagonal only, the rest is its mirror image; a long panel
    // goes with a short one, so that every thread has as much to do.
    workers.split(
        (panels + 1) / 2,
        1,
        1,
        (part, from, to) -> {
          for (int pair = from; pair < to; pair++) {
            gramPanel(pair * panel, panel, k, left, right, target);
            if (panels - 1 - pair != pair) {
              gramPanel((panels - 1 - pair) * panel, panel, k, left, right, target);
            }
          }
        });
  }

  private static void gramPanel(int row, int panel, int k, Matrix left, Matrix right, Matrix out) {
    int m = out.stride();
    int height = Math.min(panel, m - row);
    Blas.gemm(height, row + height, k, 1, left.from(row, 0), right.from(0, 0), 0, out.from(row, 0));
    Mirror.lowerToUpper(out.tensor(), m, row, 0, height, row + height);
  }

  @Override
  public void transpose(Tensor a, Tensor out) {
    OffHeapTensor as = checks.matrix("transpose", a);
    int rows = as.dimension(0);
    int columns = as.dimension(1);
    OffHeapTensor outs = shaped("transpose", as, out, columns, rows);
    if (as.length() == 0) {
      return;
    }
    workers.split(
        rows,
        Mirror.TILE,
        COPY_GRAIN / columns + 1,
        (part, from, to) -> Mirror.transpose(as, outs, from, to));
  }

  @Override
  public void addToDiagonal(double value, Tensor matrix) {
    OffHeapTensor x = checks.square("addToDiagonal", matrix);
    for (int i = 0, n = x.dimension(0); i < n; i++) {
      int at = i * (n + 1);
      if (x.type() == ElementType.FLOAT32) {
        x.floats().put(at, (float) (x.floats().get(at) + value));
      } else {
        x.doubles().put(at, x.doubles().get(at) + value);
      }
    }
  }

  @Override
  public void fillDiagonal(double value, Tensor matrix) {
    OffHeapTensor x = checks.matrix("fillDiagonal", matrix);
    int columns = x.dimension(1);
    for (int i = 0, n = Math.min(x.dimension(0), columns); i < n; i++) {
      int at = i * (columns + 1);
      if (x.type() == ElementType.FLOAT32) {
        x.floats().put(at, (float) value);
      } else {
        x.doubles().put(at, value);
      }
    }
  }

  @Override
  public void invert(Tensor a, Tensor out) {
    OffHeapTensor as = checks.square("invert", a);
    factorizations.invert(as, shaped("invert", as, out, as.shape()));
  }

  @Override
  public void orthonormalizeColumns(Tensor a) {
    OffHeapTensor as = checks.tall("orthonormalizeColumns", a);
    factorizations.orthonormalizeColumns(as);
  }

  private static Matrix whole(OffHeapTensor x, Op op) {
    return new Matrix(x, 0, Math.max(1, x.dimension(1)), op == Op.TRANSPOSED);
  }
}
