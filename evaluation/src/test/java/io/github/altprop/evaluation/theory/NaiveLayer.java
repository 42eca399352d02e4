package io.github.altprop.evaluation.theory;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * A layer as nested loops over one example, [height, width, channels] flattened. A dense layer is a
 * convolution of one pixel; a flatten is nothing.
 */
abstract class NaiveLayer {
  /** Where a window meets its input. */
  interface Contact {
    void at(int output, int input, int place);
  }

  final String name;
  final int outputs;
  private final int[] in;
  private final int[] out;
  private final int kernel;
  private final int stride;
  private final int before;

  /**
   * @param in height, width, channels
   * @param out height, width, channels
   */
  NaiveLayer(String name, int[] in, int[] out, int kernel, int stride, boolean same) {
    this.name = name;
    this.in = in;
    this.out = out;
    this.kernel = kernel;
    this.stride = stride;
    outputs = out[0] * out[1] * out[2];
    before = same ? Math.max((out[0] - 1) * stride + kernel - in[0], 0) / 2 : 0;
  }

  int inputs() {
    return in[0] * in[1] * in[2];
  }

  int channels() {
    return out[2];
  }

  int[] outputShape() {
    return out.clone();
  }

  /**
   * Calls {@code contact} with the first channels of each output pixel and input pixel that meet.
   */
  void forEachContact(Contact contact) {
    for (int y = 0; y < out[0]; y++) {
      for (int x = 0; x < out[1]; x++) {
        for (int ky = 0; ky < kernel; ky++) {
          for (int kx = 0; kx < kernel; kx++) {
            int row = y * stride + ky - before;
            int column = x * stride + kx - before;
            if (row >= 0 && row < in[0] && column >= 0 && column < in[1]) {
              contact.at(
                  (y * out[1] + x) * out[2],
                  (row * in[1] + column) * in[2],
                  (ky * kernel + kx) * in[2]);
            }
          }
        }
      }
    }
  }

  int inputChannels() {
    return in[2];
  }

  int fanIn() {
    return kernel * kernel * in[2];
  }

  /** What the layer passes on. */
  abstract double[] forward(double[] input, NaiveNetwork.Parameters parameters);

  /**
   * The error at the input, from that at the output.
   *
   * @param feedback stand in for the weights on the way back
   * @param gradient receives name and additions to the gradient of the parameter
   */
  abstract double[] backward(
      double[] input,
      double[] output,
      double[] error,
      NaiveNetwork.Parameters feedback,
      BiConsumer<String, double[]> gradient);

  /** Dense and convolution, with leaky ReLU of this slope (1: linear). */
  static final class Synapse extends NaiveLayer {
    private final double slope;

    Synapse(String name, int[] in, int[] out, int kernel, int stride, boolean same, double slope) {
      super(name, in, out, kernel, stride, same);
      this.slope = slope;
    }

    @Override
    double[] forward(double[] input, NaiveNetwork.Parameters parameters) {
      double[] weight = parameters.get(name + ".weight");
      double[] bias = parameters.get(name + ".bias");
      double[] z = new double[outputs];
      for (int i = 0; i < outputs && bias.length > 0; i++) {
        z[i] = bias[i % channels()];
      }
      forEachContact(
          (o, i, place) -> {
            for (int u = 0; u < channels(); u++) {
              for (int c = 0; c < inputChannels(); c++) {
                z[o + u] += weight[u * fanIn() + place + c] * input[i + c];
              }
            }
          });
      for (int i = 0; i < outputs; i++) {
        z[i] = z[i] >= 0 ? z[i] : slope * z[i];
      }
      return z;
    }

    @Override
    double[] backward(
        double[] input,
        double[] output,
        double[] error,
        NaiveNetwork.Parameters feedback,
        BiConsumer<String, double[]> gradient) {
      double[] through = feedback.get(name + ".weight");
      double[] delta = error.clone();
      double[] bias = new double[channels()];
      for (int i = 0; i < outputs; i++) {
        delta[i] *= output[i] >= 0 ? 1 : slope;
        bias[i % channels()] += delta[i];
      }
      double[] weight = new double[channels() * fanIn()];
      double[] below = new double[inputs()];
      forEachContact(
          (o, i, place) -> {
            for (int u = 0; u < channels(); u++) {
              for (int c = 0; c < inputChannels(); c++) {
                int entry = u * fanIn() + place + c;
                weight[entry] += delta[o + u] * input[i + c];
                below[i + c] += through.length == 0 ? 0 : delta[o + u] * through[entry];
              }
            }
          });
      gradient.accept(name + ".weight", weight);
      gradient.accept(name + ".bias", bias);
      return below;
    }
  }

  /** Maximum or mean of windows, by channel. */
  static final class Pool extends NaiveLayer {
    private final boolean max;
    private final int window;

    Pool(int[] in, int[] out, int kernel, int stride, boolean max) {
      super("pool", in, out, kernel, stride, false);
      this.max = max;
      window = kernel * kernel;
    }

    @Override
    double[] forward(double[] input, NaiveNetwork.Parameters parameters) {
      double[] pooled = new double[outputs];
      Arrays.fill(pooled, max ? Double.NEGATIVE_INFINITY : 0);
      forEachContact(
          (o, i, place) -> {
            for (int c = 0; c < channels(); c++) {
              pooled[o + c] =
                  max
                      ? Math.max(pooled[o + c], input[i + c])
                      : pooled[o + c] + input[i + c] / window;
            }
          });
      return pooled;
    }

    @Override
    double[] backward(
        double[] input,
        double[] output,
        double[] error,
        NaiveNetwork.Parameters feedback,
        BiConsumer<String, double[]> gradient) {
      double[] below = new double[inputs()];
      forEachContact(
          (o, i, place) -> {
            for (int c = 0; c < channels(); c++) {
              double share = max ? (input[i + c] == output[o + c] ? 1 : 0) : 1.0 / window;
              below[i + c] += share * error[o + c];
            }
          });
      return below;
    }
  }
}
