package io.github.altprop.training.tensor.cpu;

import java.util.Arrays;

/**
 * Loops over heap blocks of float32, free of branches and calls so that HotSpot vectorises them.
 *
 * <p>Signs are clamped products: {@code clamp(a * HUGE)} is -1, 0 or 1 for all normal numbers;
 * subnormal ones give something in between. A compare-and-select would not vectorise and costs 25
 * times as much on random signs.
 */
final class FloatKernels {
  private static final float HUGE = 3e38f;

  // Numbers below this, squared or decayed, would be subnormal, where arithmetic is slow.
  private static final float TINY = 1e-30f;

  private FloatKernels() {}

  static void fill(float value, float[] out, int n) {
    Arrays.fill(out, 0, n, value);
  }

  static void accumulate(float[] sums, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] += x[i];
    }
  }

  static void axpy(float alpha, float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] += alpha * x[i];
    }
  }

  static void scale(float alpha, float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = alpha * x[i];
    }
  }

  static void add(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] + b[i];
    }
  }

  static void subtract(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] - b[i];
    }
  }

  static void multiply(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = a[i] * b[i];
    }
  }

  /** out = a / b, 0 where b is 0. */
  static void divide(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = b[i] == 0 ? 0 : a[i] / b[i];
    }
  }

  /** out = factor (x - mean) + constant. */
  static void affine(
      float[] x, float[] mean, float[] factor, float[] constant, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = factor[i] * (x[i] - mean[i]) + constant[i];
    }
  }

  /** out = (x - mean) error. */
  static void centredProduct(float[] x, float[] mean, float[] error, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = (x[i] - mean[i]) * error[i];
    }
  }

  /** out += a b. */
  static void multiplyAdd(float[] a, float[] b, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] += a[i] * b[i];
    }
  }

  static void sign(float scale, float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = scale * Math.min(1, Math.max(-1, x[i] * HUGE));
    }
  }

  static void signTimes(float[] magnitude, float[] x, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = magnitude[i] * Math.min(1, Math.max(-1, x[i] * HUGE));
    }
  }

  static void relu(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(x[i], 0);
    }
  }

  /** out = x if x &ge; 0 else slope x, for a slope up to 1. */
  static void leakyRelu(float slope, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(x[i], slope * x[i]);
    }
  }

  /** out = x if x &ge; 0 else slope x, for a slope from 1 on. */
  static void steepRelu(float slope, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.min(x[i], slope * x[i]);
    }
  }

  /**
   * out = x if x &gt; 0 else alpha (e^x - 1).
   *
   * <p>expm1 by its Taylor polynomial at x / 256 and eight doublings, expm1(2t) = e (e + 2) with e
   * = expm1(t), which keeps the relative error near rounding for x &le; 0.
   */
  static void elu(float alpha, float[] x, int n) {
    for (int i = 0; i < n; i++) {
      float t = Math.max(Math.min(x[i], 0), -25) * (1f / 256);
      float e = t + t * t * (0.5f + t * (1f / 6 + t * (1f / 24 + t * (1f / 120))));
      e = e * (e + 2);
      e = e * (e + 2);
      e = e * (e + 2);
      e = e * (e + 2);
      e = e * (e + 2);
      e = e * (e + 2);
      e = e * (e + 2);
      e = e * (e + 2);
      x[i] = Math.max(x[i], 0) + alpha * e;
    }
  }

  /** out = 1 / (1 + e^-x) with the exponential taken in double. */
  static void sigmoid(float[] x, int n) {
    double[] t = new double[n];
    for (int i = 0; i < n; i++) {
      t[i] = -Math.abs(x[i]);
    }
    DoubleKernels.fastExpNonPositive(t, n);
    for (int i = 0; i < n; i++) {
      // s = 1 / (1 + e^-|x|) for x >= 0, e^-|x| / (1 + e^-|x|) below.
      float small = (float) (t[i] / (1 + t[i]));
      float step = Math.min(1, Math.max(0, x[i] * HUGE + 1));
      x[i] = step * (1 - small) + (1 - step) * small;
    }
  }

  /** d = [a &gt; 0] for the output of a ReLU. */
  static void reluDerivative(float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = Math.min(1, Math.max(0, a[i] * HUGE));
    }
  }

  /** d = 1 if a &ge; 0 else slope. */
  static void leakyReluDerivative(float slope, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float step = Math.min(1, Math.max(0, a[i] * HUGE + 1));
      d[i] = step + slope * (1 - step);
    }
  }

  /** d = 1 if a &gt; 0 else a + alpha. */
  static void eluDerivative(float alpha, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float step = Math.min(1, Math.max(0, a[i] * HUGE));
      d[i] = step + (1 - step) * (a[i] + alpha);
    }
  }

  /** d = a (1 - a). */
  static void sigmoidDerivative(float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      d[i] = a[i] * (1 - a[i]);
    }
  }

  static void adam(
      float rate, float b1, float b2, float epsilon, float[][] b, int n, float c1, float c2) {
    float[] p = b[0];
    float[] g = b[1];
    float[] m = b[2];
    float[] v = b[3];
    for (int i = 0; i < n; i++) {
      float gi = g[i];
      // Adding and taking away TINY rounds what would decay into subnormals to 0.
      float mi = b1 * m[i] + c1 * gi + TINY - TINY;
      float vi = b2 * v[i] + c2 * gi * gi + TINY - TINY;
      m[i] = mi;
      v[i] = vi;
      p[i] -= rate * mi / ((float) Math.sqrt(vi) + epsilon);
    }
  }

  static void momentum(float rate, float momentum, float decay, float[][] b, int n) {
    float[] p = b[0];
    float[] g = b[1];
    float[] v = b[2];
    for (int i = 0; i < n; i++) {
      float vi = momentum * v[i] + (g[i] + decay * p[i]) + TINY - TINY;
      v[i] = vi;
      p[i] -= rate * vi;
    }
  }
}
