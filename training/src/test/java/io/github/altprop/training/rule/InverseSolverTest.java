package io.github.altprop.training.rule;

import static io.github.altprop.training.tensor.Op.PLAIN;
import static io.github.altprop.training.tensor.Op.TRANSPOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.initialization.Gaussian;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.nd4j.Engines;
import org.junit.jupiter.api.Test;

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

  /** ||R - Y K^T|| / ||R|| for K = Q + noise. */
  private static double residual(double noise, double tolerance) {
    try (Engine engine = Engines.cpu(1)) {
      Tensor k = engine.zeros(ElementType.FLOAT64, SIZE, SIZE);
      k.put(new Gaussian(1).next(SIZE * SIZE));
      engine.orthonormalizeColumns(k);
      Tensor disturbance = engine.zeros(ElementType.FLOAT64, SIZE, SIZE);
      disturbance.put(new Gaussian(2).next(SIZE * SIZE));
      engine.axpy(noise, disturbance, k);
      Tensor right = engine.zeros(ElementType.FLOAT64, ROWS, SIZE);
      right.put(new Gaussian(3).next(ROWS * SIZE));
      Tensor solution = engine.zeros(ElementType.FLOAT64, ROWS, SIZE);
      new InverseSolver(engine, ElementType.FLOAT64, tolerance).solve(right, k, solution);
      double norm = engine.norm(right);
      engine.gemm(-1, solution, PLAIN, k, TRANSPOSED, 1, right);
      return engine.norm(right) / norm;
    }
  }
}
