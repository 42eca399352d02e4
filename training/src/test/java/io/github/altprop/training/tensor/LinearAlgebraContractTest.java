package io.github.altprop.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinearAlgebraContractTest extends EngineContract {
  private static final int[][] PRODUCTS = {
    {1, 1, 1}, {3, 5, 7}, {17, 1, 33}, {1, 129, 64}, {130, 70, 3}, {97, 211, 101}, {5, 300, 0}
  };

  @Test
  void multipliesInEveryTransposition() {
    for (int[] mnk : PRODUCTS) {
      int m = mnk[0];
      int n = mnk[1];
      int k = mnk[2];
      for (Op opA : Op.values()) {
        for (Op opB : Op.values()) {
          for (double beta : new double[] {0, 1, -0.5}) {
            double[] a = normals(m, k);
            double[] b = normals(k, n);
            double[] c = normals(m, n);
            double[] expected =
                NaiveTensors.multiply(
                    NaiveTensors.op(a, opA, m, k), NaiveTensors.op(b, opB, k, n), m, k, n);
            Arrays.setAll(expected, i -> 0.75 * expected[i] + (beta == 0 ? 0 : beta * c[i]));
            Tensor out = beta == 0 ? output(m, n) : tensor(c, m, n);
            engine.gemm(
                0.75,
                opA == Op.PLAIN ? tensor(a, m, k) : tensor(a, k, m),
                opA,
                opB == Op.PLAIN ? tensor(b, k, n) : tensor(b, n, k),
                opB,
                beta,
                out);
            assertClose(out, expected, 32);
          }
        }
      }
    }
  }

  @Test
  void multipliesAMatrixByItsTranspose() {
    for (int[] mk : new int[][] {{1, 1}, {3, 5}, {130, 7}, {401, 33}}) {
      for (Op op : Op.values()) {
        int m = mk[0];
        int k = mk[1];
        double[] x = normals(m, k);
        double[] rows = NaiveTensors.op(x, op, m, k);
        Tensor out = output(m, m);
        engine.gram(op == Op.PLAIN ? tensor(x, m, k) : tensor(x, k, m), op, out);
        assertClose(
            out, NaiveTensors.multiply(rows, NaiveTensors.transpose(rows, m, k), m, k, m), 32);
        double[] actual = out.toDoubles();
        assertThat(actual).isEqualTo(NaiveTensors.transpose(actual, m, m));
      }
    }
  }

  @Test
  void transposes() {
    for (int[] mn : new int[][] {{1, 1}, {1, 70}, {33, 17}, {301, 129}}) {
      double[] x = normals(mn);
      Tensor out = output(mn[1], mn[0]);
      engine.transpose(tensor(x, mn), out);
      assertThat(out.toDoubles()).isEqualTo(NaiveTensors.transpose(x, mn[0], mn[1]));
    }
  }

  @Test
  void changesDiagonals() {
    double[] x = normals(5, 5);
    Tensor tensor = tensor(x, 5, 5);
    engine.addToDiagonal(0.5, tensor);
    for (int i = 0; i < 5; i++) {
      x[i * 6] += 0.5;
    }
    assertClose(tensor, x, 1);
    engine.fillDiagonal(-2, tensor);
    for (int i = 0; i < 5; i++) {
      x[i * 6] = -2;
    }
    assertClose(tensor, x, 1);
  }

  @Test
  void fillsDiagonalsOfMatricesThatAreNotSquare() {
    for (int[] mn : new int[][] {{2, 5}, {5, 2}}) {
      double[] x = normals(mn);
      Tensor tensor = tensor(x, mn);
      engine.fillDiagonal(3, tensor);
      x[0] = 3;
      x[mn[1] + 1] = 3;
      assertClose(tensor, x, 1);
    }
  }

  @Test
  void invertsWellConditionedMatrices() {
    for (int n : new int[] {1, 2, 17, 150}) {
      double[] a = normals(n, n);
      for (int i = 0; i < n; i++) {
        a[i * (n + 1)] = (float) (a[i * (n + 1)] + 2 * Math.sqrt(n) + 1);
      }
      Tensor matrix = tensor(a, n, n);
      Tensor inverse = output(n, n);
      engine.invert(matrix, inverse);
      assertThat(matrix.toDoubles()).isEqualTo(a);
      double[] identity = new double[n * n];
      for (int i = 0; i < n; i++) {
        identity[i * (n + 1)] = 1;
      }
      assertClose(NaiveTensors.multiply(a, inverse.toDoubles(), n, n, n), identity, 16.0 * n);
    }
  }

  @Test
  void invertsAMatrixThatNeedsPivoting() {
    Tensor inverse = output(3, 3);
    engine.invert(tensor(new double[] {0, 2, 0, 0, 0, 4, 0.5, 0, 0}, 3, 3), inverse);
    assertThat(inverse.toDoubles()).containsExactly(0, 0, 2, 0.5, 0, 0, 0, 0.25, 0);
  }

  @Test
  void refusesASingularMatrix() {
    assertThatThrownBy(() -> engine.invert(tensor(new double[] {1, 2, 2, 4}, 2, 2), output(2, 2)))
        .isInstanceOf(SingularMatrixException.class)
        .hasMessageContaining("2 x 2");
  }

  @Test
  void orthonormalizesColumns() {
    for (int[] mn : new int[][] {{1, 1}, {5, 5}, {40, 7}, {211, 130}}) {
      int m = mn[0];
      int n = mn[1];
      double[] a = normals(m, n);
      Tensor q = tensor(a, m, n);
      engine.orthonormalizeColumns(q);
      double[] columns = NaiveTensors.transpose(q.toDoubles(), m, n);
      double[] identity = new double[n * n];
      for (int i = 0; i < n; i++) {
        identity[i * (n + 1)] = 1;
      }
      assertClose(
          NaiveTensors.multiply(columns, NaiveTensors.transpose(columns, n, m), n, m, n),
          identity,
          64);
      // R = Q^T a is upper triangular with a positive diagonal.
      double[] r = NaiveTensors.multiply(columns, a, n, m, n);
      for (int i = 0; i < n; i++) {
        assertThat(r[i * (n + 1)]).isPositive();
        for (int j = 0; j < i; j++) {
          assertThat(Math.abs(r[i * n + j])).isLessThan(single() ? 1e-4 : 1e-12);
        }
      }
    }
  }

  @Test
  void refusesShapesThatDoNotFit() {
    assertThatThrownBy(
            () -> engine.gemm(1, output(2, 3), Op.PLAIN, output(2, 3), Op.PLAIN, 0, output(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gemm")
        .hasMessageContaining("[2, 3]");
    assertThatThrownBy(() -> engine.invert(output(2, 3), output(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("invert");
    assertThatThrownBy(() -> engine.orthonormalizeColumns(output(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orthonormalizeColumns");
    assertThatThrownBy(() -> engine.gram(output(2, 3), Op.PLAIN, output(3, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gram");
  }
}
