package io.github.altprop.training.tensor.nd4j;

import static io.github.altprop.training.tensor.nd4j.Operands.columns;
import static io.github.altprop.training.tensor.nd4j.Operands.like;
import static io.github.altprop.training.tensor.nd4j.Operands.own;
import static io.github.altprop.training.tensor.nd4j.Operands.shaped;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Images;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.Window;

/** {@link Images}: checks the operands and picks the implementation for their element type. */
final class CpuImages implements Images {
  private final Convolutions floatConvolutions;
  private final Convolutions doubleConvolutions;
  private final Pooling floatPooling;
  private final Pooling doublePooling;
  private final BatchNormalization normalization;

  CpuImages(Workers workers, Loops loops, Scratch scratch) {
    floatConvolutions = new DnnConvolutions(workers, loops, scratch);
    doubleConvolutions =
        new PatchConvolutions(workers, scratch, new CpuElementwise(loops, workers));
    floatPooling = new DnnPooling(workers, scratch);
    doublePooling = new LoopPooling(workers);
    normalization = new BatchNormalization(loops);
  }

  @Override
  public void convolve(
      Tensor x, Tensor kernel, Tensor bias, Activation f, Window window, Tensor out) {
    OffHeapTensor kernels = kernel("convolve", kernel, window);
    OffHeapTensor xs = image("convolve", x, window);
    OffHeapTensor outs = shaped("convolve", xs, out, mapShape(xs, window, kernels.dimension(0)));
    requireChannels("convolve", xs, kernels);
    OffHeapTensor biases = bias == null ? null : shaped("convolve", xs, bias, kernels.dimension(0));
    convolutions(xs).convolve(xs, kernels, biases, f, window, outs);
  }

  @Override
  public void convolveBackward(Tensor error, Tensor kernel, Window window, Tensor inputError) {
    OffHeapTensor kernels = kernel("convolveBackward", kernel, window);
    OffHeapTensor inputs = image("convolveBackward", inputError, window);
    OffHeapTensor errors =
        shaped("convolveBackward", inputs, error, mapShape(inputs, window, kernels.dimension(0)));
    requireChannels("convolveBackward", inputs, kernels);
    convolutions(inputs).convolveBackward(errors, kernels, window, inputs);
  }

  @Override
  public void kernelGradient(Tensor x, Tensor error, Window window, Tensor gradient) {
    OffHeapTensor gradients = kernel("kernelGradient", gradient, window);
    OffHeapTensor xs = image("kernelGradient", x, window);
    OffHeapTensor errors =
        shaped("kernelGradient", xs, error, mapShape(xs, window, gradients.dimension(0)));
    requireChannels("kernelGradient", xs, gradients);
    convolutions(xs).kernelGradient(xs, errors, window, gradients);
  }

  @Override
  public void maxPool(Tensor x, Window window, Tensor out) {
    OffHeapTensor xs = image("maxPool", x, window);
    pooling(xs).maxPool(xs, window, map("maxPool", xs, window, out));
  }

  @Override
  public void maxPoolBackward(
      Tensor x, Tensor out, Tensor error, Window window, Tensor inputError) {
    OffHeapTensor xs = image("maxPoolBackward", x, window);
    pooling(xs)
        .maxPoolBackward(
            xs,
            map("maxPoolBackward", xs, window, error),
            window,
            like("maxPoolBackward", xs, inputError));
  }

  @Override
  public void averagePool(Tensor x, Window window, Tensor out) {
    OffHeapTensor xs = image("averagePool", x, window);
    pooling(xs).averagePool(xs, window, map("averagePool", xs, window, out));
  }

  @Override
  public void averagePoolBackward(Tensor error, Window window, Tensor inputError) {
    OffHeapTensor inputs = image("averagePoolBackward", inputError, window);
    pooling(inputs)
        .averagePoolBackward(map("averagePoolBackward", inputs, window, error), window, inputs);
  }

  @Override
  public void channelStatistics(Tensor x, Tensor mean, Tensor variance) {
    OffHeapTensor xs = own("channelStatistics", x);
    normalization.statistics(
        xs,
        shaped("channelStatistics", xs, mean, columns(xs)),
        shaped("channelStatistics", xs, variance, columns(xs)));
  }

  @Override
  public void normalize(
      Tensor x,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor gamma,
      Tensor beta,
      Activation f,
      Tensor out) {
    OffHeapTensor xs = own("normalize", x);
    int channels = columns(xs);
    normalization.normalize(
        xs,
        shaped("normalize", xs, mean, channels),
        shaped("normalize", xs, variance, channels),
        epsilon,
        shaped("normalize", xs, gamma, channels),
        shaped("normalize", xs, beta, channels),
        f,
        like("normalize", xs, out));
  }

  @Override
  public void normalizeBackward(
      Tensor x,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor gamma,
      Tensor error,
      Tensor inputError,
      Tensor gammaGradient,
      Tensor betaGradient) {
    OffHeapTensor xs = own("normalizeBackward", x);
    int channels = columns(xs);
    normalization.backward(
        xs,
        shaped("normalizeBackward", xs, mean, channels),
        shaped("normalizeBackward", xs, variance, channels),
        epsilon,
        shaped("normalizeBackward", xs, gamma, channels),
        like("normalizeBackward", xs, error),
        like("normalizeBackward", xs, inputError),
        shaped("normalizeBackward", xs, gammaGradient, channels),
        shaped("normalizeBackward", xs, betaGradient, channels));
  }

  private Convolutions convolutions(OffHeapTensor x) {
    return x.type() == ElementType.FLOAT32 ? floatConvolutions : doubleConvolutions;
  }

  private Pooling pooling(OffHeapTensor x) {
    return x.type() == ElementType.FLOAT32 ? floatPooling : doublePooling;
  }

  private static OffHeapTensor image(String operation, Tensor tensor, Window window) {
    OffHeapTensor x = own(operation, tensor);
    Operands.require(
        x.rank() == 4
            && x.length() > 0
            && x.dimension(1) == window.height()
            && x.dimension(2) == window.width(),
        operation,
        x + " is not an image [n, h, w, c] of " + window);
    return x;
  }

  private static OffHeapTensor kernel(String operation, Tensor tensor, Window window) {
    OffHeapTensor kernel = own(operation, tensor);
    Operands.require(
        kernel.rank() == 4
            && kernel.length() > 0
            && kernel.dimension(1) == window.kernelHeight()
            && kernel.dimension(2) == window.kernelWidth(),
        operation,
        kernel + " is not a kernel [out, kh, kw, in] of " + window);
    return kernel;
  }

  private static void requireChannels(String operation, OffHeapTensor x, OffHeapTensor kernel) {
    Operands.require(
        x.type() == kernel.type() && x.dimension(3) == kernel.dimension(3), operation, x, kernel);
  }

  private static OffHeapTensor map(String operation, OffHeapTensor x, Window window, Tensor map) {
    return shaped(operation, x, map, mapShape(x, window, x.dimension(3)));
  }

  private static int[] mapShape(OffHeapTensor x, Window window, int channels) {
    return new int[] {x.dimension(0), window.outHeight(), window.outWidth(), channels};
  }
}
