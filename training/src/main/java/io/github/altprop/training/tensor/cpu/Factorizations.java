package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.SingularMatrixException;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * LU and QR by LAPACK, which reads a row-major matrix as the column-major one of its transpose.
 *
 * <p>LAPACK itself stays on one thread: its own threads overflow Java's stacks.
 */
final class Factorizations {
  // OpenBLAS's blocked triangular solve pays from about this many right-hand sides on.
  private static final int COLUMN_GRAIN = 32;

  private final Workers workers;
  private final Scratch scratch;

  Factorizations(Workers workers, Scratch scratch) {
    this.workers = workers;
    this.scratch = scratch;
  }

  /** out = a^-1: a^T = P L U on one thread, then the columns of (a^T)^-1 = (a^-1)^T on all. */
  void invert(OffHeapTensor a, OffHeapTensor out) {
    int n = a.dimension(0);
    if (n == 0) {
      return;
    }
    boolean single = a.type() == ElementType.FLOAT32;
    OffHeapTensor lu = scratch.take("invert", a.type(), a.size());
    identity(out, n);
    try (IntPointer pivots = new IntPointer((long) n)) {
      int info;
      if (single) {
        lu.floats().put(0, a.floats(), 0, a.length());
        info = openblas.LAPACKE_sgetrf(openblas.LAPACK_COL_MAJOR, n, n, lu.floatsAt(0), n, pivots);
      } else {
        lu.doubles().put(0, a.doubles(), 0, a.length());
        info = openblas.LAPACKE_dgetrf(openblas.LAPACK_COL_MAJOR, n, n, lu.doublesAt(0), n, pivots);
      }
      if (info > 0) {
        throw new SingularMatrixException(info - 1, n);
      }
      requireSuccess("getrf", info);
      workers.split(
          n,
          1,
          COLUMN_GRAIN,
          (part, from, to) -> {
            int status =
                single
                    ? openblas.LAPACKE_sgetrs(
                        openblas.LAPACK_COL_MAJOR,
                        (byte) 'N',
                        n,
                        to - from,
                        lu.floatsAt(0),
                        n,
                        pivots,
                        out.floatsAt((long) from * n),
                        n)
                    : openblas.LAPACKE_dgetrs(
                        openblas.LAPACK_COL_MAJOR,
                        (byte) 'N',
                        n,
                        to - from,
                        lu.doublesAt(0),
                        n,
                        pivots,
                        out.doublesAt((long) from * n),
                        n);
            requireSuccess("getrs", status);
          });
    }
  }

  private static void identity(OffHeapTensor out, int n) {
    out.put(new double[n * n]);
    for (int i = 0; i < n; i++) {
      if (out.type() == ElementType.FLOAT32) {
        out.floats().put(i * (n + 1), 1);
      } else {
        out.doubles().put(i * (n + 1), 1);
      }
    }
  }

  /** a = Q sign(diag R) of a = Q R, by the LQ decomposition of a^T. */
  void orthonormalizeColumns(OffHeapTensor a) {
    int m = a.dimension(0);
    int n = a.dimension(1);
    if (n == 0) {
      return;
    }
    boolean[] flip = new boolean[n];
    if (a.type() == ElementType.FLOAT32) {
      try (FloatPointer tau = new FloatPointer((long) n)) {
        requireSuccess(
            "gelqf",
            openblas.LAPACKE_sgelqf(openblas.LAPACK_COL_MAJOR, n, m, a.floatsAt(0), n, tau));
        for (int i = 0; i < n; i++) {
          flip[i] = a.floats().get(i * (n + 1)) < 0;
        }
        requireSuccess(
            "orglq",
            openblas.LAPACKE_sorglq(openblas.LAPACK_COL_MAJOR, n, m, n, a.floatsAt(0), n, tau));
      }
      for (int i = 0; i < m * n; i++) {
        if (flip[i % n]) {
          a.floats().put(i, -a.floats().get(i));
        }
      }
    } else {
      try (DoublePointer tau = new DoublePointer((long) n)) {
        requireSuccess(
            "gelqf",
            openblas.LAPACKE_dgelqf(openblas.LAPACK_COL_MAJOR, n, m, a.doublesAt(0), n, tau));
        for (int i = 0; i < n; i++) {
          flip[i] = a.doubles().get(i * (n + 1)) < 0;
        }
        requireSuccess(
            "orglq",
            openblas.LAPACKE_dorglq(openblas.LAPACK_COL_MAJOR, n, m, n, a.doublesAt(0), n, tau));
      }
      for (int i = 0; i < m * n; i++) {
        if (flip[i % n]) {
          a.doubles().put(i, -a.doubles().get(i));
        }
      }
    }
  }

  /** Shapes and places are right whenever LAPACK is called; what else it refuses is a NaN. */
  private static void requireSuccess(String routine, int info) {
    if (info < 0) {
      throw new ArithmeticException("a matrix to be factorised has elements that are no numbers");
    }
    if (info != 0) {
      throw new IllegalStateException("LAPACK " + routine + " failed with info " + info);
    }
  }
}
