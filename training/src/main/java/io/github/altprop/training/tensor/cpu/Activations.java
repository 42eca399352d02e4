package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.Activation;

/** Activations, their derivatives and inverses on heap blocks, in place. */
final class Activations {
  private Activations() {}

  /** x = f(x). */
  static void apply(Activation f, float[] x, int n) {
    float slope = (float) f.slope();
    switch (f.kind()) {
      case IDENTITY -> {}
      case RELU -> FloatKernels.relu(x, n);
      case LEAKY_RELU -> leaky(slope, x, n);
      case ELU -> FloatKernels.elu(slope, x, n);
      case SIGMOID -> FloatKernels.sigmoid(x, n);
    }
  }

  /** x = f(x). */
  static void apply(Activation f, double[] x, int n) {
    double slope = f.slope();
    switch (f.kind()) {
      case IDENTITY -> {}
      case RELU -> DoubleKernels.relu(x, n);
      case LEAKY_RELU -> leaky(slope, x, n);
      case ELU -> DoubleKernels.elu(slope, x, n);
      case SIGMOID -> DoubleKernels.sigmoid(x, n);
    }
  }

  /** d = f'(z) from the activation a = f(z); d may be a. */
  static void derivative(Activation f, float[] a, float[] d, int n) {
    float slope = (float) f.slope();
    switch (f.kind()) {
      case IDENTITY -> FloatKernels.fill(1, d, n);
      case RELU -> FloatKernels.reluDerivative(a, d, n);
      case LEAKY_RELU -> FloatKernels.leakyReluDerivative(slope, a, d, n);
      case ELU -> FloatKernels.eluDerivative(slope, a, d, n);
      case SIGMOID -> FloatKernels.sigmoidDerivative(a, d, n);
    }
  }

  /** d = f'(z) from the activation a = f(z); d may be a. */
  static void derivative(Activation f, double[] a, double[] d, int n) {
    double slope = f.slope();
    switch (f.kind()) {
      case IDENTITY -> DoubleKernels.fill(1, d, n);
      case RELU -> DoubleKernels.reluDerivative(a, d, n);
      case LEAKY_RELU -> DoubleKernels.leakyReluDerivative(slope, a, d, n);
      case ELU -> DoubleKernels.eluDerivative(slope, a, d, n);
      case SIGMOID -> DoubleKernels.sigmoidDerivative(a, d, n);
    }
  }

  /** a = f^-1(a) for one number. */
  static double inverse(Activation f, double a) {
    return switch (f.kind()) {
      case IDENTITY -> a;
      case LEAKY_RELU -> a >= 0 ? a : a / f.slope();
      case ELU -> a > 0 ? a : Math.log1p(a / f.slope());
      case SIGMOID -> Math.log(a) - Math.log1p(-a);
      case RELU -> throw new IllegalArgumentException("a ReLU has no inverse");
    };
  }

  private static void leaky(float slope, float[] x, int n) {
    if (slope <= 1) {
      FloatKernels.leakyRelu(slope, x, n);
    } else {
      FloatKernels.steepRelu(slope, x, n);
    }
  }

  private static void leaky(double slope, double[] x, int n) {
    if (slope <= 1) {
      DoubleKernels.leakyRelu(slope, x, n);
    } else {
      DoubleKernels.steepRelu(slope, x, n);
    }
  }
}
