package io.github.altprop.training.tensor.cpu;

import static io.github.altprop.training.tensor.cpu.Operand.read;
import static io.github.altprop.training.tensor.cpu.Operand.row;
import static io.github.altprop.training.tensor.cpu.Operand.sum;
import static io.github.altprop.training.tensor.cpu.Operand.write;

import io.github.altprop.training.tensor.Activation;

/** Batch normalisation of checked operands, read as rows of channels. */
final class BatchNormalization {
  private static final Kernel NOTHING = new Kernel((b, n) -> {}, (b, n) -> {});

  private final Loops loops;

  BatchNormalization(Loops loops) {
    this.loops = loops;
  }

  /** Two passes, mean first: the difference of two large moments would lose float32's digits. */
  void statistics(OffHeapTensor x, OffHeapTensor mean, OffHeapTensor variance) {
    int channels = mean.length();
    double rows = (double) x.length() / channels;
    double[] means = loops.runRows(x.type(), x.length(), channels, NOTHING, sum(x))[0];
    for (int c = 0; c < channels; c++) {
      means[c] /= rows;
    }
    double[] squares =
        loops
            .runRows(
                x.type(),
                x.length(),
                channels,
                new Kernel(
                    (b, n) -> {
                      FloatKernels.subtract(b[0], b[1], b[2], n);
                      FloatKernels.multiply(b[2], b[2], b[2], n);
                    },
                    (b, n) -> {
                      DoubleKernels.subtract(b[0], b[1], b[2], n);
                      DoubleKernels.multiply(b[2], b[2], b[2], n);
                    }),
                read(x),
                row(means),
                sum())[2];
    for (int c = 0; c < channels; c++) {
      squares[c] /= rows;
    }
    mean.put(means);
    variance.put(squares);
  }

  /** out = f(factor (x - mean) + beta) with factor = gamma / sqrt(variance + epsilon). */
  void normalize(
      OffHeapTensor x,
      OffHeapTensor mean,
      OffHeapTensor variance,
      double epsilon,
      OffHeapTensor gamma,
      OffHeapTensor beta,
      Activation f,
      OffHeapTensor out) {
    double[] factor = inverseDeviations(variance, epsilon);
    for (int c = 0; c < factor.length; c++) {
      factor[c] *= gamma.at(c);
    }
    loops.runRows(
        x.type(),
        x.length(),
        factor.length,
        new Kernel(
            (b, n) -> {
              FloatKernels.affine(b[0], b[1], b[2], b[3], b[4], n);
              Activations.apply(f, b[4], n);
            },
            (b, n) -> {
              DoubleKernels.affine(b[0], b[1], b[2], b[3], b[4], n);
              Activations.apply(f, b[4], n);
            }),
        read(x),
        row(mean.toDoubles()),
        row(factor),
        row(beta.toDoubles()),
        write(out));
  }

  /**
   * With s = 1 / sqrt(variance + epsilon), h = s (x - mean) and N rows: betaGradient = sum e,
   * gammaGradient = sum e h, inputError = gamma s (e - betaGradient / N - h gammaGradient / N).
   */
  void backward(
      OffHeapTensor x,
      OffHeapTensor mean,
      OffHeapTensor variance,
      double epsilon,
      OffHeapTensor gamma,
      OffHeapTensor error,
      OffHeapTensor inputError,
      OffHeapTensor gammaGradient,
      OffHeapTensor betaGradient) {
    int channels = mean.length();
    double rows = (double) x.length() / channels;
    double[] s = inverseDeviations(variance, epsilon);
    double[] means = mean.toDoubles();
    double[][] sums =
        loops.runRows(
            x.type(),
            x.length(),
            channels,
            new Kernel(
                (b, n) -> FloatKernels.centredProduct(b[0], b[1], b[2], b[3], n),
                (b, n) -> DoubleKernels.centredProduct(b[0], b[1], b[2], b[3], n)),
            read(x),
            row(means),
            sum(error),
            sum());
    double[] gammaSums = new double[channels];
    double[] onError = new double[channels];
    double[] onInput = new double[channels];
    double[] constant = new double[channels];
    for (int c = 0; c < channels; c++) {
      gammaSums[c] = s[c] * sums[3][c];
      onError[c] = gamma.at(c) * s[c];
      onInput[c] = -onError[c] * s[c] * gammaSums[c] / rows;
      constant[c] = -onError[c] * sums[2][c] / rows;
    }
    loops.runRows(
        x.type(),
        x.length(),
        channels,
        new Kernel(
            (b, n) -> {
              FloatKernels.affine(b[0], b[1], b[2], b[3], b[6], n);
              FloatKernels.multiplyAdd(b[4], b[5], b[6], n);
            },
            (b, n) -> {
              DoubleKernels.affine(b[0], b[1], b[2], b[3], b[6], n);
              DoubleKernels.multiplyAdd(b[4], b[5], b[6], n);
            }),
        read(x),
        row(means),
        row(onInput),
        row(constant),
        read(error),
        row(onError),
        write(inputError));
    gammaGradient.put(gammaSums);
    betaGradient.put(sums[2]);
  }

  private static double[] inverseDeviations(OffHeapTensor variance, double epsilon) {
    double[] inverse = variance.toDoubles();
    for (int c = 0; c < inverse.length; c++) {
      inverse[c] = 1 / Math.sqrt(inverse[c] + epsilon);
    }
    return inverse;
  }
}
