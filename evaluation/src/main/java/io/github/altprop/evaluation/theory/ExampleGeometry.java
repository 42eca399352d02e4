package io.github.altprop.evaluation.theory;

/**
 * How the examples of a two-class problem lie towards each other.
 *
 * <p>Source: Robertson and Koyejo 2024, definitions 5.5 and 5.6. Differs: the constants of 5.6 are
 * those that make the proof of proposition 5.7 hold.
 *
 * @param examples their number n
 * @param separability gamma, the least y_i y_k &lt;x_i, x_k&gt; over all i and k, i = k included;
 *     positive if the examples are orthogonally separable
 * @param leastSquaredNorm R^2, the least |x_i|^2
 * @param largestOverlap the largest |&lt;x_i, x_k&gt;| of two different examples
 */
public record ExampleGeometry(
    int examples, double separability, double leastSquaredNorm, double largestOverlap) {

  /**
   * Measures all pairs.
   *
   * @param inputs [labels.length, features]
   * @param labels +1 or -1
   */
  public static ExampleGeometry of(double[] inputs, int[] labels) {
    int n = labels.length;
    if (n == 0 || inputs.length % n != 0) {
      throw new IllegalArgumentException(inputs.length + " inputs for " + n + " labels");
    }
    int width = inputs.length / n;
    double separability = Double.POSITIVE_INFINITY;
    double squaredNorm = Double.POSITIVE_INFINITY;
    double overlap = 0;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k <= i; k++) {
        double inner = Sums.rows(inputs, i, inputs, k, width);
        separability = Math.min(separability, labels[i] * labels[k] * inner);
        if (i == k) {
          squaredNorm = Math.min(squaredNorm, inner);
        } else {
          overlap = Math.max(overlap, Math.abs(inner));
        }
      }
    }
    return new ExampleGeometry(n, separability, squaredNorm, overlap);
  }

  /**
   * The least theta with |&lt;x_i, x_k&gt;| &lt;= theta slope^2 R^2 / n for all i and k apart; the
   * examples are nearly orthogonal if it is below 1.
   */
  public double theta(double slope) {
    return largestOverlap * examples / (slope * slope * leastSquaredNorm);
  }
}
