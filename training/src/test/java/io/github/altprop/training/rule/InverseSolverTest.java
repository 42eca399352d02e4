package io.github.altprop.training.rule;

import static io.github.altprop.training.tensor.Op.PLAIN;
import static io.github.altprop.training.tensor.Op.TRANSPOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.initialization.Gaussian;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.testkit.TestDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InverseSolverTest {
  private static final int SIZE = 40;
  private static final int ROWS = 9;

  @Test
  void solvesThroughTheMatrixItselfWhileItIsNearlyOrthogonal() {
    assertThat(residual(0.01, 1e-12)).isLessThan(1e-11);
  }

  @Test
  void stopsAtTheToleranceAskedFor() {
    assertThat(residual(0.002, 1e-3)).isBetween(1e-14, 1e-3);
  }

  @Test
  void fallsBackToEliminationFarFromOrthogonal() {
    assertThat(residual(3, 1e-12)).isLessThan(1e-10);
  }

  @Test
  void startsFromANearerMatrixIfThereIsOne() {
    // Q is exact for K = Q and as far from K^-T as K is if there is noise.
    assertThat(residual(0, 1e-12, Near.ORTHOGONAL)).isLessThan(1e-12);
    assertThat(residual(0.01, 1e-12, Near.ORTHOGONAL)).isLessThan(1e-11);
    assertThat(residual(3, 1e-12, Near.ORTHOGONAL)).isLessThan(1e-10);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, ROWS, 70})
  void estimatesTheResidual(int rows) {
    try (Engine engine = TestDevice.engine(1)) {
      Tensor k = orthogonal(engine);
      engine.axpy(0.003, noise(engine, 2, SIZE), k);
      Tensor right = noise(engine, 3, rows);
      Tensor solution = engine.zeros(ElementType.FLOAT64, rows, SIZE);
      engine.gemm(1, right, PLAIN, k, PLAIN, 0, solution);
      double exact = residual(engine, noise(engine, 3, rows), solution, k);
      ResidualEstimate estimate = new ResidualEstimate(engine, ElementType.FLOAT64);
      Tensor holds = engine.zeros(ElementType.FLOAT64, 1);
      estimate.within(exact / 2, right, solution, k, holds);
      assertThat(holds.at(0)).isZero();
      estimate.within(exact * 2, right, solution, k, holds);
      assertThat(holds.at(0)).isOne();
    }
  }

  @Test
  void doesNotTrustAnEstimateOfNothing() {
    try (Engine engine = TestDevice.engine(1)) {
      Tensor nothing = engine.zeros(ElementType.FLOAT64, ROWS, SIZE);
      Tensor holds = engine.zeros(ElementType.FLOAT64, 1);
      new ResidualEstimate(engine, ElementType.FLOAT64)
          .within(1, nothing, nothing, orthogonal(engine), holds);
      assertThat(holds.at(0)).isZero();
    }
  }

  private static double residual(double noise, double tolerance) {
    return residual(noise, tolerance, Near.NONE);
  }

  private enum Near {
    NONE,
    ORTHOGONAL
  }

  /** ||R - Y K^T|| / ||R|| for K = Q + noise. */
  private static double residual(double noise, double tolerance, Near near) {
    try (Engine engine = TestDevice.engine(1)) {
      Tensor k = orthogonal(engine);
      Tensor q = near == Near.NONE ? null : orthogonal(engine);
      engine.axpy(noise, noise(engine, 2, SIZE), k);
      Tensor right = noise(engine, 3, ROWS);
      Tensor solution = engine.zeros(ElementType.FLOAT64, ROWS, SIZE);
      new InverseSolver(engine, ElementType.FLOAT64, tolerance).solve(right, k, q, solution);
      return residual(engine, right, solution, k);
    }
  }

  private static double residual(Engine engine, Tensor right, Tensor solution, Tensor k) {
    double norm = engine.norm(right);
    engine.gemm(-1, solution, PLAIN, k, TRANSPOSED, 1, right);
    return engine.norm(right) / norm;
  }

  private static Tensor orthogonal(Engine engine) {
    Tensor q = noise(engine, 1, SIZE);
    engine.orthonormalizeColumns(q);
    return q;
  }

  private static Tensor noise(Engine engine, long seed, int rows) {
    Tensor noise = engine.zeros(ElementType.FLOAT64, rows, SIZE);
    noise.put(new Gaussian(seed).next(rows * SIZE));
    return noise;
  }
}
