package io.github.altprop.training.rule;

import static io.github.altprop.training.tensor.Op.PLAIN;
import static io.github.altprop.training.tensor.Op.TRANSPOSED;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Estimates ||R - Y K^T|| / ||R|| (Frobenius) at a fraction of the price of the residual.
 *
 * <p>With S a few rows of random signs, E ||S X||^2 = rows(S) ||X||^2 for every X, so ||S R - (S Y)
 * K^T|| / ||S R|| will do: the product with K has 16 rows instead of a minibatch. Every row of R
 * enters. Source: Hutchinson 1990, the trace of X X^T from random signs.
 */
final class ResidualEstimate {
  private static final int PROBES = 16;

  private final Engine engine;
  private final ElementType type;
  private final Scratch rights;
  private final Scratch solutions;
  private final Tensor bound;
  private final Tensor size;
  private final Map<Integer, Tensor> signs = new HashMap<>();

  ResidualEstimate(Engine engine, ElementType type) {
    this.engine = engine;
    this.type = type;
    rights = new Scratch(engine, type);
    solutions = new Scratch(engine, type);
    bound = engine.zeros(ElementType.FLOAT64, 1);
    size = engine.zeros(ElementType.FLOAT64, 1);
  }

  /**
   * Says whether the relative residual is below a bound; no for an R of zeros.
   *
   * @param right R, [rows, n]
   * @param solution Y, [rows, n]
   * @param matrix K, [n, n]
   * @param holds written, [1] in float64: 1 if so, 0 if not
   */
  void within(double tolerance, Tensor right, Tensor solution, Tensor matrix, Tensor holds) {
    int rows = right.dimension(0);
    int columns = right.dimension(1);
    Tensor s = signs.computeIfAbsent(rows, this::draw);
    Tensor r = rights.take(PROBES, columns);
    Tensor y = solutions.take(PROBES, columns);
    engine.gemm(1, s, PLAIN, right, PLAIN, 0, r);
    engine.gemm(1, s, PLAIN, solution, PLAIN, 0, y);
    engine.norm(r, bound);
    engine.scale(tolerance, bound, bound);
    engine.gemm(-1, y, PLAIN, matrix, TRANSPOSED, 1, r);
    engine.norm(r, size);
    engine.less(size, bound, holds);
  }

  private Tensor draw(int rows) {
    SplittableRandom random = new SplittableRandom(1);
    double[] values = new double[PROBES * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextBoolean() ? 1 : -1;
    }
    Tensor drawn = engine.zeros(type, PROBES, rows);
    drawn.put(values);
    return drawn;
  }
}
