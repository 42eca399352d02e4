package io.github.altprop.evaluation.theory;

/** Sums over arrays. */
final class Sums {
  private Sums() {}

  static double inner(double[] u, double[] v) {
    if (u.length != v.length) {
      throw new IllegalArgumentException(
          "inner product of " + u.length + " and " + v.length + " numbers");
    }
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      sum += u[i] * v[i];
    }
    return sum;
  }

  static double squares(double[] u) {
    return inner(u, u);
  }

  /** Inner product of row {@code i} of u and row {@code k} of v, both [., width]. */
  static double rows(double[] u, int i, double[] v, int k, int width) {
    double sum = 0;
    for (int j = 0; j < width; j++) {
      sum += u[i * width + j] * v[k * width + j];
    }
    return sum;
  }
}
