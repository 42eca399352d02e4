package io.github.altprop.training.tensor.cpu;

import java.util.Arrays;

/**
 * Loops over heap blocks of float64, free of branches and calls so that HotSpot vectorises them.
 *
 * <p>Signs are clamped products: {@code clamp(a * HUGE)} is -1, 0 or 1 for all normal numbers;
 * subnormal ones give something in between. A compare-and-select would not vectorise and costs 25
 * times as much on random signs.
 */
final class DoubleKernels {
  private static final double HUGE = 1e308;

  // Numbers below this, squared or decayed, would be subnormal, where arithmetic is slow.
  private static final double TINY = 1e-290;

  private DoubleKernels() {}

  static void fill(double value, double[] out, int n) {
    Arrays.fill(out, 0, n, value);
  }

  static void accumulate(double[] sums, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] += x[i];
    }
  }

  static void axpy(double alpha, double[] x, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += alpha * x[i];
    }
  }

  static void scale(double alpha, double[] x, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = alpha * x[i];
    }
  }

  static void add(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i];
    }
  }

  static void subtract(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] - b[i];
    }
  }

  static void multiply(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  /** out = a / b, 0 where b is 0. */
  static void divide(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = b[i] == 0 ? 0 : a[i] / b[i];
    }
  }

  /** out = factor (x - mean) + constant. */
  static void affine(
      double[] x, double[] mean, double[] factor, double[] constant, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = factor[i] * (x[i] - mean[i]) + constant[i];
    }
  }

  /** out = (x - mean) error. */
  static void centredProduct(double[] x, double[] mean, double[] error, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (x[i] - mean[i]) * error[i];
    }
  }

  /** out += a b. */
  static void multiplyAdd(double[] a, double[] b, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] += a[i] * b[i];
    }
  }

  static void sign(double scale, double[] x, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = scale * Math.min(1, Math.max(-1, x[i] * HUGE));
    }
  }

  static void signTimes(double[] magnitude, double[] x, double[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = magnitude[i] * Math.min(1, Math.max(-1, x[i] * HUGE));
    }
  }

  static void relu(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(x[i], 0);
    }
  }

  /** out = x if x &ge; 0 else slope x, for a slope up to 1. */
  static void leakyRelu(double slope, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(x[i], slope * x[i]);
    }
  }

  /** out = x if x &ge; 0 else slope x, for a slope from 1 on. */
  static void steepRelu(double slope, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.min(x[i], slope * x[i]);
    }
  }

  /** out = x if x &gt; 0 else alpha (e^x - 1). */
  static void elu(double alpha, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = x[i] > 0 ? x[i] : alpha * Math.expm1(x[i]);
    }
  }

  /** out = 1 / (1 + e^-x). */
  static void sigmoid(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double e = Math.exp(-Math.abs(x[i]));
      x[i] = (x[i] >= 0 ? 1 : e) / (1 + e);
    }
  }

  /**
   * x = e^x to a relative 1e-8 for -40 &le; x &le; 0: the Taylor polynomial at x / 1024 and ten
   * squarings. Good for float32, and vectorised, which Math.exp is not.
   */
  static void fastExpNonPositive(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double t = Math.max(x[i], -700) * (1.0 / 1024);
      double e = 1 + t * (1 + t * (1.0 / 2 + t * (1.0 / 6 + t * (1.0 / 24 + t * (1.0 / 120)))));
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      e *= e;
      x[i] = e;
    }
  }

  /** d = [a &gt; 0] for the output of a ReLU. */
  static void reluDerivative(double[] a, double[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = Math.min(1, Math.max(0, a[i] * HUGE));
    }
  }

  /** d = 1 if a &ge; 0 else slope. */
  static void leakyReluDerivative(double slope, double[] a, double[] d, int n) {
    for (int i = 0; i < n; i++) {
      double step = Math.min(1, Math.max(0, a[i] * HUGE + 1));
      d[i] = step + slope * (1 - step);
    }
  }

  /** d = 1 if a &gt; 0 else a + alpha. */
  static void eluDerivative(double alpha, double[] a, double[] d, int n) {
    for (int i = 0; i < n; i++) {
      double step = Math.min(1, Math.max(0, a[i] * HUGE));
      d[i] = step + (1 - step) * (a[i] + alpha);
    }
  }

  /** d = a (1 - a). */
  static void sigmoidDerivative(double[] a, double[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = a[i] * (1 - a[i]);
    }
  }

  static void adam(
      double rate,
      double b1,
      double b2,
      double epsilon,
      double[][] b,
      int n,
      double c1,
      double c2) {
    double[] p = b[0];
    double[] g = b[1];
    double[] m = b[2];
    double[] v = b[3];
    for (int i = 0; i < n; i++) {
      double gi = g[i];
      // Adding and taking away TINY rounds what would decay into subnormals to 0.
      double mi = b1 * m[i] + c1 * gi + TINY - TINY;
      double vi = b2 * v[i] + c2 * gi * gi + TINY - TINY;
      m[i] = mi;
      v[i] = vi;
      p[i] -= rate * mi / (Math.sqrt(vi) + epsilon);
    }
  }

  static void momentum(double rate, double momentum, double decay, double[][] b, int n) {
    double[] p = b[0];
    double[] g = b[1];
    double[] v = b[2];
    for (int i = 0; i < n; i++) {
      double vi = momentum * v[i] + (g[i] + decay * p[i]) + TINY - TINY;
      v[i] = vi;
      p[i] -= rate * vi;
    }
  }
}
