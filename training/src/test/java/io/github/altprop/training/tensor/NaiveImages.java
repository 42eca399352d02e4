package io.github.altprop.training.tensor;

import java.util.Arrays;

/** The image primitives once more, as plain loops over doubles. */
final class NaiveImages {
  private NaiveImages() {}

  /** Calls {@code pair} for every input pixel that every output pixel sees, in row-major order. */
  private static void forEach(int images, Window w, Pair pair) {
    for (int n = 0; n < images; n++) {
      for (int oy = 0; oy < w.outHeight(); oy++) {
        for (int ox = 0; ox < w.outWidth(); ox++) {
          for (int ky = 0; ky < w.kernelHeight(); ky++) {
            for (int kx = 0; kx < w.kernelWidth(); kx++) {
              int y = oy * w.stride() - w.top() + ky;
              int x = ox * w.stride() - w.left() + kx;
              if (y >= 0 && y < w.height() && x >= 0 && x < w.width()) {
                pair.visit(
                    (n * w.height() + y) * w.width() + x,
                    (n * w.outHeight() + oy) * w.outWidth() + ox,
                    ky * w.kernelWidth() + kx);
              }
            }
          }
        }
      }
    }
  }

  @FunctionalInterface
  private interface Pair {
    void visit(int input, int output, int tap);
  }

  static int outputPixels(int images, Window w) {
    return images * w.outHeight() * w.outWidth();
  }

  static double[] convolve(double[] x, double[] kernel, int images, int in, int out, Window w) {
    int taps = w.kernelHeight() * w.kernelWidth();
    double[] y = new double[outputPixels(images, w) * out];
    forEach(
        images,
        w,
        (input, output, tap) -> {
          for (int o = 0; o < out; o++) {
            for (int c = 0; c < in; c++) {
              y[output * out + o] += x[input * in + c] * kernel[(o * taps + tap) * in + c];
            }
          }
        });
    return y;
  }

  static double[] convolveBackward(
      double[] error, double[] kernel, int images, int in, int out, Window w) {
    int taps = w.kernelHeight() * w.kernelWidth();
    double[] inputError = new double[images * w.height() * w.width() * in];
    forEach(
        images,
        w,
        (input, output, tap) -> {
          for (int o = 0; o < out; o++) {
            for (int c = 0; c < in; c++) {
              inputError[input * in + c] +=
                  error[output * out + o] * kernel[(o * taps + tap) * in + c];
            }
          }
        });
    return inputError;
  }

  static double[] kernelGradient(
      double[] x, double[] error, int images, int in, int out, Window w) {
    int taps = w.kernelHeight() * w.kernelWidth();
    double[] gradient = new double[out * taps * in];
    forEach(
        images,
        w,
        (input, output, tap) -> {
          for (int o = 0; o < out; o++) {
            for (int c = 0; c < in; c++) {
              gradient[(o * taps + tap) * in + c] += error[output * out + o] * x[input * in + c];
            }
          }
        });
    return gradient;
  }

  static double[] maxPool(double[] x, int images, int channels, Window w) {
    double[] out = new double[outputPixels(images, w) * channels];
    Arrays.fill(out, Double.NEGATIVE_INFINITY);
    forEach(
        images,
        w,
        (input, output, tap) -> {
          for (int c = 0; c < channels; c++) {
            out[output * channels + c] =
                Math.max(out[output * channels + c], x[input * channels + c]);
          }
        });
    return out;
  }

  static double[] maxPoolBackward(
      double[] x, double[] out, double[] error, int images, int channels, Window w) {
    double[] inputError = new double[x.length];
    boolean[] sent = new boolean[out.length];
    forEach(
        images,
        w,
        (input, output, tap) -> {
          for (int c = 0; c < channels; c++) {
            int o = output * channels + c;
            if (!sent[o] && x[input * channels + c] == out[o]) {
              sent[o] = true;
              inputError[input * channels + c] += error[o];
            }
          }
        });
    return inputError;
  }

  static double[] averagePool(double[] x, int images, int channels, Window w) {
    double[] out = new double[outputPixels(images, w) * channels];
    forEach(
        images,
        w,
        (input, output, tap) -> {
          for (int c = 0; c < channels; c++) {
            out[output * channels + c] +=
                x[input * channels + c] / (w.kernelHeight() * w.kernelWidth());
          }
        });
    return out;
  }

  static double[] averagePoolBackward(double[] error, int images, int channels, Window w) {
    double[] inputError = new double[images * w.height() * w.width() * channels];
    forEach(
        images,
        w,
        (input, output, tap) -> {
          for (int c = 0; c < channels; c++) {
            inputError[input * channels + c] +=
                error[output * channels + c] / (w.kernelHeight() * w.kernelWidth());
          }
        });
    return inputError;
  }
}
