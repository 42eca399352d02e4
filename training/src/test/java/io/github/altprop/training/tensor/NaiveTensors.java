package io.github.altprop.training.tensor;

/** The primitives once more, as plain loops over doubles. */
final class NaiveTensors {
  private NaiveTensors() {}

  static int size(int... shape) {
    int size = 1;
    for (int length : shape) {
      size *= length;
    }
    return size;
  }

  static double apply(Activation f, double z) {
    return switch (f.kind()) {
      case IDENTITY -> z;
      case RELU -> z > 0 ? z : 0;
      case LEAKY_RELU -> z >= 0 ? z : f.slope() * z;
      case ELU -> z > 0 ? z : f.slope() * Math.expm1(z);
      case SIGMOID -> 1 / (1 + Math.exp(-z));
    };
  }

  static double derivative(Activation f, double a) {
    return switch (f.kind()) {
      case IDENTITY -> 1;
      case RELU -> a > 0 ? 1 : 0;
      case LEAKY_RELU -> a >= 0 ? 1 : f.slope();
      case ELU -> a > 0 ? 1 : a + f.slope();
      case SIGMOID -> a * (1 - a);
    };
  }

  static double inverse(Activation f, double a) {
    return switch (f.kind()) {
      case IDENTITY -> a;
      case LEAKY_RELU -> a >= 0 ? a : a / f.slope();
      case ELU -> a > 0 ? a : Math.log(1 + a / f.slope());
      case SIGMOID -> Math.log(a / (1 - a));
      case RELU -> throw new IllegalArgumentException();
    };
  }

  /** op(x) as a matrix of [rows, columns] after the operation. */
  static double[] op(double[] x, Op op, int rows, int columns) {
    return op == Op.PLAIN ? x : transpose(x, /* rows= */ columns, /* columns= */ rows);
  }

  static double[] transpose(double[] x, int rows, int columns) {
    double[] out = new double[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = x[i * columns + j];
      }
    }
    return out;
  }

  /** [m, k] by [k, n]. */
  static double[] multiply(double[] a, double[] b, int m, int k, int n) {
    double[] out = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        for (int j = 0; j < n; j++) {
          out[i * n + j] += a[i * k + l] * b[l * n + j];
        }
      }
    }
    return out;
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  static double[] columnSums(double[] x, int columns) {
    double[] sums = new double[columns];
    for (int i = 0; i < x.length; i++) {
      sums[i % columns] += x[i];
    }
    return sums;
  }
}
