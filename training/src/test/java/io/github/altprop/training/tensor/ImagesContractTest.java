package io.github.altprop.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesContractTest extends EngineContract {
  private record Convolution(int images, int in, int out, Window window) {
    int[] inputShape() {
      return new int[] {images, window.height(), window.width(), in};
    }

    int[] kernelShape() {
      return new int[] {out, window.kernelHeight(), window.kernelWidth(), in};
    }

    int[] outputShape() {
      return new int[] {images, window.outHeight(), window.outWidth(), out};
    }
  }

  private static final List<Convolution> CONVOLUTIONS =
      List.of(
          new Convolution(1, 1, 1, Window.same(1, 1, 1, 1)),
          new Convolution(5, 3, 6, Window.padded(11, 9, 5, 1, 0)),
          new Convolution(3, 6, 16, Window.padded(14, 14, 5, 1, 0)),
          new Convolution(4, 16, 16, Window.padded(8, 8, 3, 1, 1)),
          new Convolution(3, 32, 32, Window.same(8, 8, 3, 1)),
          new Convolution(2, 16, 32, Window.same(9, 7, 3, 2)),
          new Convolution(2, 24, 48, Window.same(14, 14, 5, 2)),
          new Convolution(2, 3, 24, Window.same(32, 32, 9, 4)),
          new Convolution(3, 16, 32, Window.padded(8, 8, 1, 2, 0)),
          new Convolution(2, 7, 5, new Window(6, 8, 2, 3, 1, 1, 0, 0, 2)),
          new Convolution(3, 9, 81, Window.same(4, 4, 3, 1)),
          new Convolution(2, 64, 128, Window.same(3, 3, 3, 1)),
          new Convolution(5, 12, 10, Window.whole(4, 4)));

  private static final List<Window> POOLS =
      List.of(
          Window.padded(6, 8, 2, 2, 0),
          Window.padded(9, 7, 3, 2, 1),
          Window.same(8, 8, 3, 2),
          Window.same(5, 5, 2, 1),
          Window.padded(7, 7, 2, 2, 0),
          Window.padded(4, 4, 2, 3, 0),
          Window.whole(4, 5));

  private static final List<Activation> ACTIVATIONS =
      List.of(
          Activation.IDENTITY,
          Activation.RELU,
          Activation.leakyRelu(0.1),
          Activation.ELU,
          Activation.SIGMOID);

  @Test
  void convolves() {
    for (Convolution c : CONVOLUTIONS) {
      double[] x = normals(c.inputShape());
      double[] kernel = normals(c.kernelShape());
      double[] bias = normals(c.out());
      double[] plain = NaiveImages.convolve(x, kernel, c.images(), c.in(), c.out(), c.window());
      for (Activation f : ACTIVATIONS) {
        for (boolean biased : new boolean[] {false, true}) {
          double[] expected = new double[plain.length];
          Arrays.setAll(
              expected, i -> NaiveTensors.apply(f, plain[i] + (biased ? bias[i % c.out()] : 0)));
          Tensor out = output(c.outputShape());
          engine.convolve(
              tensor(x, c.inputShape()),
              tensor(kernel, c.kernelShape()),
              biased ? tensor(bias, c.out()) : null,
              f,
              c.window(),
              out);
          assertClose(out, expected, 128);
        }
      }
    }
  }

  @Test
  void sendsErrorsBackThroughAGivenKernel() {
    for (Convolution c : CONVOLUTIONS) {
      double[] error = normals(c.outputShape());
      double[] kernel = normals(c.kernelShape());
      Tensor inputError = output(c.inputShape());
      engine.convolveBackward(
          tensor(error, c.outputShape()), tensor(kernel, c.kernelShape()), c.window(), inputError);
      assertClose(
          inputError,
          NaiveImages.convolveBackward(error, kernel, c.images(), c.in(), c.out(), c.window()),
          128);
    }
  }

  @Test
  void derivesKernels() {
    for (Convolution c : CONVOLUTIONS) {
      double[] x = normals(c.inputShape());
      double[] error = normals(c.outputShape());
      Tensor gradient = output(c.kernelShape());
      engine.kernelGradient(
          tensor(x, c.inputShape()), tensor(error, c.outputShape()), c.window(), gradient);
      assertClose(
          gradient,
          NaiveImages.kernelGradient(x, error, c.images(), c.in(), c.out(), c.window()),
          128);
    }
  }

  @Test
  void splitsLargeKernelsBetweenThreads() {
    Convolution c = new Convolution(2, 65, 320, Window.same(2, 2, 3, 1));
    double[] x = normals(c.inputShape());
    double[] kernel = normals(c.kernelShape());
    Tensor out = output(c.outputShape());
    engine.convolve(
        tensor(x, c.inputShape()),
        tensor(kernel, c.kernelShape()),
        null,
        Activation.IDENTITY,
        c.window(),
        out);
    assertClose(out, NaiveImages.convolve(x, kernel, 2, 65, 320, c.window()), 128);
    Tensor gradient = output(c.kernelShape());
    engine.kernelGradient(tensor(x, c.inputShape()), out, c.window(), gradient);
    assertClose(
        gradient, NaiveImages.kernelGradient(x, out.toDoubles(), 2, 65, 320, c.window()), 128);
  }

  @Test
  void poolsMaximaAndSendsErrorsToTheFirstOfThem() {
    for (Window w : POOLS) {
      for (int channels : new int[] {1, 5, 16, 33}) {
        int images = 3;
        // Few distinct values, all negative: ties occur and zero padding would win.
        double[] x =
            Arrays.stream(integers(images * w.height() * w.width() * channels, 3))
                .mapToDouble(i -> i - 3)
                .toArray();
        int[] inShape = {images, w.height(), w.width(), channels};
        int[] outShape = {images, w.outHeight(), w.outWidth(), channels};
        double[] expected = NaiveImages.maxPool(x, images, channels, w);
        Tensor out = output(outShape);
        engine.maxPool(tensor(x, inShape), w, out);
        assertThat(out.toDoubles()).isEqualTo(expected);
        double[] error = normals(outShape);
        Tensor inputError = output(inShape);
        engine.maxPoolBackward(tensor(x, inShape), out, tensor(error, outShape), w, inputError);
        assertClose(
            inputError, NaiveImages.maxPoolBackward(x, expected, error, images, channels, w), 8);
      }
    }
  }

  @Test
  void poolsMeansAndSpreadsErrors() {
    for (Window w : POOLS) {
      for (int channels : new int[] {1, 5, 16, 33}) {
        int images = 3;
        int[] inShape = {images, w.height(), w.width(), channels};
        int[] outShape = {images, w.outHeight(), w.outWidth(), channels};
        double[] x = normals(inShape);
        Tensor out = output(outShape);
        engine.averagePool(tensor(x, inShape), w, out);
        assertClose(out, NaiveImages.averagePool(x, images, channels, w), 16);
        double[] error = normals(outShape);
        Tensor inputError = output(inShape);
        engine.averagePoolBackward(tensor(error, outShape), w, inputError);
        assertClose(inputError, NaiveImages.averagePoolBackward(error, images, channels, w), 16);
      }
    }
  }

  @Test
  void normalizesBatches() {
    for (int[] shape : new int[][] {{7, 5}, {3, 4, 5, 6}, {64, 8, 8, 16}, {40, 1500}}) {
      int channels = shape[shape.length - 1];
      double[] x = normals(shape);
      // A mean far above the deviation: moments may not be subtracted.
      Arrays.setAll(x, i -> (float) (x[i] + 300));
      double rows = (double) x.length / channels;
      double[] mean =
          Arrays.stream(NaiveTensors.columnSums(x, channels)).map(s -> s / rows).toArray();
      double[] squares = new double[x.length];
      Arrays.setAll(squares, i -> Math.pow(x[i] - mean[i % channels], 2));
      double[] variance =
          Arrays.stream(NaiveTensors.columnSums(squares, channels)).map(s -> s / rows).toArray();
      Tensor input = tensor(x, shape);
      Tensor means = output(channels);
      Tensor variances = output(channels);
      engine.channelStatistics(input, means, variances);
      assertClose(means, mean, 16);
      assertClose(variances, variance, single() ? 2000 : 1e5);

      double[] gamma = normals(channels);
      double[] beta = normals(channels);
      double[] m = means.toDoubles();
      double[] v = variances.toDoubles();
      for (Activation f : ACTIVATIONS) {
        double[] expected = new double[x.length];
        Arrays.setAll(
            expected,
            i -> {
              int c = i % channels;
              return NaiveTensors.apply(
                  f, gamma[c] * (x[i] - m[c]) / Math.sqrt(v[c] + 1e-3) + beta[c]);
            });
        Tensor out = output(shape);
        engine.normalize(
            input, means, variances, 1e-3, tensor(gamma, channels), tensor(beta, channels), f, out);
        assertClose(out, expected, 32);
      }
      normalizesBackwards(input, means, variances, gamma, shape);
    }
  }

  private void normalizesBackwards(
      Tensor input, Tensor means, Tensor variances, double[] gamma, int[] shape) {
    int channels = gamma.length;
    double[] x = input.toDoubles();
    double[] m = means.toDoubles();
    double[] v = variances.toDoubles();
    double[] error = normals(shape);
    double rows = (double) x.length / channels;
    double[] normalized = new double[x.length];
    double[] products = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i % channels;
      normalized[i] = (x[i] - m[c]) / Math.sqrt(v[c] + 1e-3);
      products[i] = normalized[i] * error[i];
    }
    double[] gammaGradient = NaiveTensors.columnSums(products, channels);
    double[] betaGradient = NaiveTensors.columnSums(error, channels);
    double[] expected = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i % channels;
      expected[i] =
          gamma[c]
              / Math.sqrt(v[c] + 1e-3)
              * (error[i] - betaGradient[c] / rows - normalized[i] * gammaGradient[c] / rows);
    }
    Tensor errors = tensor(error, shape);
    Tensor gammas = output(channels);
    Tensor betas = output(channels);
    engine.normalizeBackward(
        input, means, variances, 1e-3, tensor(gamma, channels), errors, errors, gammas, betas);
    assertClose(errors, expected, 64);
    assertClose(gammas, gammaGradient, 64);
    assertClose(betas, betaGradient, 64);
  }

  @Test
  void allocatesNothingInAWarmCall() {
    Convolution c = CONVOLUTIONS.get(3);
    Tensor x = tensor(normals(c.inputShape()), c.inputShape());
    Tensor kernel = tensor(normals(c.kernelShape()), c.kernelShape());
    Tensor out = output(c.outputShape());
    Tensor gradient = output(c.kernelShape());
    long cold = 0;
    for (int step = 0; step < 3; step++) {
      engine.convolve(x, kernel, null, Activation.RELU, c.window(), out);
      engine.kernelGradient(x, out, c.window(), gradient);
      engine.convolveBackward(out, kernel, c.window(), x);
      if (step == 0) {
        cold = engine.allocatedBytes();
      }
    }
    assertThat(engine.allocatedBytes()).isEqualTo(cold);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    Window w = Window.same(4, 4, 3, 1);
    assertThatThrownBy(
            () ->
                engine.convolve(
                    output(2, 4, 5, 3),
                    output(6, 3, 3, 3),
                    null,
                    Activation.RELU,
                    w,
                    output(2, 4, 4, 6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("convolve")
        .hasMessageContaining("[2, 4, 5, 3]");
    assertThatThrownBy(
            () ->
                engine.convolve(
                    output(2, 4, 4, 3),
                    output(6, 3, 3, 4),
                    null,
                    Activation.RELU,
                    w,
                    output(2, 4, 4, 6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("convolve");
    assertThatThrownBy(() -> engine.maxPool(output(2, 4, 4, 3), w, output(2, 4, 4, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxPool");
    assertThatThrownBy(() -> engine.channelStatistics(output(2, 4, 4, 3), output(3), output(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("channelStatistics");
  }
}
