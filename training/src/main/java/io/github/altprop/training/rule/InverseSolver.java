package io.github.altprop.training.rule;

import static io.github.altprop.training.tensor.Op.PLAIN;
import static io.github.altprop.training.tensor.Op.TRANSPOSED;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.function.Consumer;

/**
 * Solves Y K^T = R for a K that is close to orthogonal, without forming an inverse.
 *
 * <p>Y = R K is exact if K is orthogonal. Each correction sends the residual through the same
 * product: r = R - Y K^T; Y += r K. With A = I - K K^T the residual is R A^(k+1) after k
 * corrections, so it falls by the factor ||A|| each time. A residual that does not fall by half
 * says that K is far from orthogonal: then K is inverted by LU.
 *
 * <p>Where a matrix B nearer to K^-T than K is at hand, Y = R B comes first, and {@link
 * ResidualEstimate} says whether that will do.
 *
 * <p>Source: experiments, section 8, 1; the iteration is iterative refinement (Wilkinson 1963) with
 * K as the approximate inverse of K^T.
 */
final class InverseSolver {
  private static final double CONTRACTION = 0.5;

  private final Engine engine;
  private final double tolerance;
  private final Scratch residual;
  private final Scratch inverse;
  private final ResidualEstimate estimate;
  private final Tensor previous;
  private final Tensor size;
  private final Tensor goal;
  private final Tensor bound;
  private final Tensor holds;
  private final Tensor goingOn;

  /**
   * @param tolerance residual, relative to R in the Frobenius norm, that is good enough
   */
  InverseSolver(Engine engine, ElementType type, double tolerance) {
    this.engine = engine;
    this.tolerance = tolerance;
    residual = new Scratch(engine, type);
    inverse = new Scratch(engine, type);
    estimate = new ResidualEstimate(engine, type);
    previous = engine.zeros(ElementType.FLOAT64, 1);
    size = engine.zeros(ElementType.FLOAT64, 1);
    goal = engine.zeros(ElementType.FLOAT64, 1);
    bound = engine.zeros(ElementType.FLOAT64, 1);
    holds = engine.zeros(ElementType.FLOAT64, 1);
    goingOn = engine.zeros(ElementType.FLOAT64, 1);
  }

  /**
   * Writes Y = R K^-T.
   *
   * @param right R, [rows, n]
   * @param matrix K, [n, n]
   * @param near something close to K^-T, [n, n], or null
   * @param solution Y, [rows, n]; overlaps none of the others
   */
  void solve(Tensor right, Tensor matrix, Tensor near, Tensor solution) {
    // Taken whether or not it is needed this time: warm steps allocate nothing.
    Tensor r = residual.take(right.shape());
    engine.gemm(1, right, PLAIN, near == null ? matrix : near, PLAIN, 0, solution);
    Runnable refinement = () -> refine(into -> engine.copy(right, into), matrix, solution, r);
    if (near == null) {
      refinement.run();
    } else {
      estimate.within(tolerance, right, solution, matrix, holds);
      engine.branch(holds, () -> {}, refinement);
    }
  }

  /**
   * Writes the first rows of K^-T: {@link #solve} for an R that is the first rows of the identity,
   * so that the first approximation is there already, the first rows of K.
   *
   * @param matrix K, [n, n]
   * @param near the first rows of something close to K^-T, [rows, n], or null
   * @param rows Y, [rows, n]; may be {@code near} itself
   */
  void invertRows(Tensor matrix, Tensor near, Tensor rows) {
    Tensor r = residual.take(rows.shape());
    if (near != rows) {
      engine.copy(near == null ? matrix.rows(0, rows.dimension(0)) : near, rows);
    }
    identity(r);
    Runnable refinement = () -> refine(this::identity, matrix, rows, r);
    if (near == null) {
      refinement.run();
    } else {
      estimate.within(tolerance, r, rows, matrix, holds);
      engine.branch(holds, () -> {}, refinement);
    }
  }

  /** The first rows of the identity. */
  private void identity(Tensor rows) {
    engine.fill(0, rows);
    engine.fillDiagonal(1, rows);
  }

  /**
   * @param right writes R
   * @param r a buffer of R's shape
   */
  private void refine(Consumer<Tensor> right, Tensor matrix, Tensor solution, Tensor r) {
    right.accept(r);
    engine.norm(r, previous);
    engine.scale(tolerance, previous, goal);
    Runnable improvement = () -> improve(right, matrix, solution, r);
    improvement.run();
    engine.repeat(goingOn, improvement);
  }

  /** Measures the residual, and corrects Y if that is too large. */
  private void improve(Consumer<Tensor> right, Tensor matrix, Tensor solution, Tensor r) {
    right.accept(r);
    engine.gemm(-1, solution, PLAIN, matrix, TRANSPOSED, 1, r);
    engine.norm(r, size);
    engine.fill(0, goingOn);
    engine.atMost(size, goal, holds);
    engine.branch(holds, () -> {}, () -> correct(right, matrix, solution, r));
  }

  /** Y += r K, if the residual has fallen enough; else Y = R K^-T by LU. */
  private void correct(Consumer<Tensor> right, Tensor matrix, Tensor solution, Tensor r) {
    engine.scale(CONTRACTION, previous, bound);
    engine.atMost(size, bound, holds);
    engine.branch(
        holds,
        () -> {
          engine.gemm(1, r, PLAIN, matrix, PLAIN, 1, solution);
          // The next residual is about size^2 / previous: measuring it would cost as much as a
          // correction.
          engine.multiply(goal, previous, bound);
          engine.copy(size, previous);
          engine.multiply(size, size, size);
          engine.atMost(size, bound, holds);
          engine.fill(1, goingOn);
          engine.subtract(goingOn, holds, goingOn);
        },
        () -> {
          right.accept(r);
          eliminate(r, matrix, solution);
        });
  }

  private void eliminate(Tensor right, Tensor matrix, Tensor solution) {
    Tensor inverted = inverse.take(matrix.shape());
    engine.invert(matrix, inverted);
    engine.gemm(1, right, PLAIN, inverted, TRANSPOSED, 0, solution);
  }
}
