package io.github.altprop.evaluation.metric;

import java.util.Arrays;

/**
 * The feature vectors of some examples, laid out to compute the distances of many pairs at once.
 *
 * <p>Features are stored by dimension, not by example: the innermost loop then runs over examples
 * and vectorises, which a running sum over dimensions would not.
 */
public final class FeatureBlock {
  /** Examples per tile; a tile's partial sums stay in the first-level cache. */
  private static final int TILE = 256;

  /** Dimensions per sweep over the partial sums, which saves loads and stores of them. */
  private static final int SWEEP = 4;

  private final int examples;
  private final int width;
  private final double[] byDimension;

  private FeatureBlock(int examples, int width) {
    this.examples = examples;
    this.width = width;
    this.byDimension = new double[Math.multiplyExact(examples, width)];
  }

  /** A block of {@code rows}, [examples, width] row-major. */
  public static FeatureBlock of(double[] rows, int width) {
    FeatureBlock block = new FeatureBlock(count(rows.length, width), width);
    for (int i = 0; i < rows.length; i++) {
      block.byDimension[i % width * block.examples + i / width] = rows[i];
    }
    return block;
  }

  /** A block of {@code rows}, [examples, width] row-major. */
  public static FeatureBlock of(float[] rows, int width) {
    FeatureBlock block = new FeatureBlock(count(rows.length, width), width);
    for (int i = 0; i < rows.length; i++) {
      block.byDimension[i % width * block.examples + i / width] = rows[i];
    }
    return block;
  }

  private static int count(int values, int width) {
    if (width < 1 || values % width != 0) {
      throw new IllegalArgumentException(
          values + " values are no rows of " + width + " features each");
    }
    return values / width;
  }

  int examples() {
    return examples;
  }

  int width() {
    return width;
  }

  /** Sum over the examples of dimension {@code k}. */
  double sum(int k) {
    double sum = 0;
    for (int i = 0; i < examples; i++) {
      sum += byDimension[k * examples + i];
    }
    return sum;
  }

  /** Sum of the Euclidean distances of all pairs of two different examples of this block. */
  double distancesWithin() {
    double sum = 0;
    double[] squares = new double[TILE];
    for (int i = 0; i < examples; i++) {
      sum += distances(this, i, i + 1, squares);
    }
    return sum;
  }

  /** Sum of the Euclidean distances of all pairs of one example here and one of {@code other}. */
  double distancesTo(FeatureBlock other) {
    double sum = 0;
    double[] squares = new double[TILE];
    for (int i = 0; i < other.examples; i++) {
      sum += distances(other, i, 0, squares);
    }
    return sum;
  }

  /**
   * Sum of the distances of example {@code i} of {@code origin} to this block's, from {@code from}.
   */
  private double distances(FeatureBlock origin, int i, int from, double[] squares) {
    double sum = 0;
    for (int start = from; start < examples; start += TILE) {
      int count = Math.min(TILE, examples - start);
      Arrays.fill(squares, 0, count, 0);
      int k = 0;
      for (; k + SWEEP <= width; k += SWEEP) {
        addFourSquares(origin, i, k, start, count, squares);
      }
      for (; k < width; k++) {
        addSquares(
            origin.byDimension[k * origin.examples + i], k * examples + start, count, squares);
      }
      for (int j = 0; j < count; j++) {
        sum += Math.sqrt(squares[j]);
      }
    }
    return sum;
  }

  private void addFourSquares(
      FeatureBlock origin, int i, int k, int start, int count, double[] squares) {
    double[] x = byDimension;
    double a0 = origin.byDimension[k * origin.examples + i];
    double a1 = origin.byDimension[(k + 1) * origin.examples + i];
    double a2 = origin.byDimension[(k + 2) * origin.examples + i];
    double a3 = origin.byDimension[(k + 3) * origin.examples + i];
    int x0 = k * examples + start;
    int x1 = x0 + examples;
    int x2 = x1 + examples;
    int x3 = x2 + examples;
    for (int j = 0; j < count; j++) {
      double d0 = x[x0 + j] - a0;
      double d1 = x[x1 + j] - a1;
      double d2 = x[x2 + j] - a2;
      double d3 = x[x3 + j] - a3;
      squares[j] += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
    }
  }

  private void addSquares(double a, int from, int count, double[] squares) {
    for (int j = 0; j < count; j++) {
      double difference = byDimension[from + j] - a;
      squares[j] += difference * difference;
    }
  }
}
