package io.github.altprop.training.tensor.cpu;

import static io.github.altprop.training.tensor.Operands.columns;
import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.Operands.shaped;
import static io.github.altprop.training.tensor.cpu.OffHeapTensor.own;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.ImageChecks;
import io.github.altprop.training.tensor.Images;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.Window;

/** {@link Images}: checks the operands and picks the implementation for their element type. */
final class CpuImages implements Images {
  private final ImageChecks<OffHeapTensor> checks = new ImageChecks<>(OffHeapTensor.class);
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
    OffHeapTensor xs = checks.image("convolve", x, window);
    OffHeapTensor kernels = checks.kernel("convolve", xs, kernel, window);
    int channels = kernels.dimension(0);
    convolutions(xs)
        .convolve(
            xs,
            kernels,
            bias == null ? null : shaped("convolve", xs, bias, channels),
            f,
            window,
            checks.map("convolve", xs, window, out, channels));
  }

  @Override
  public void convolveBackward(Tensor error, Tensor kernel, Window window, Tensor inputError) {
    OffHeapTensor inputs = checks.image("convolveBackward", inputError, window);
    OffHeapTensor kernels = checks.kernel("convolveBackward", inputs, kernel, window);
    convolutions(inputs)
        .convolveBackward(
            checks.map("convolveBackward", inputs, window, error, kernels.dimension(0)),
            kernels,
            window,
            inputs);
  }

  @Override
  public void kernelGradient(Tensor x, Tensor error, Window window, Tensor gradient) {
    OffHeapTensor xs = checks.image("kernelGradient", x, window);
    OffHeapTensor gradients = checks.kernel("kernelGradient", xs, gradient, window);
    convolutions(xs)
        .kernelGradient(
            xs,
            checks.map("kernelGradient", xs, window, error, gradients.dimension(0)),
            window,
            gradients);
  }

  @Override
  public void maxPool(Tensor x, Window window, Tensor out) {
    OffHeapTensor xs = checks.image("maxPool", x, window);
    pooling(xs).maxPool(xs, window, checks.map("maxPool", xs, window, out, columns(xs)));
  }

  @Override
  public void maxPoolBackward(
      Tensor x, Tensor out, Tensor error, Window window, Tensor inputError) {
    OffHeapTensor xs = checks.image("maxPoolBackward", x, window);
    pooling(xs)
        .maxPoolBackward(
            xs,
            checks.map("maxPoolBackward", xs, window, out, columns(xs)),
            checks.map("maxPoolBackward", xs, window, error, columns(xs)),
            window,
            like("maxPoolBackward", xs, inputError));
  }

  @Override
  public void averagePool(Tensor x, Window window, Tensor out) {
    OffHeapTensor xs = checks.image("averagePool", x, window);
    pooling(xs).averagePool(xs, window, checks.map("averagePool", xs, window, out, columns(xs)));
  }

  @Override
  public void averagePoolBackward(Tensor error, Window window, Tensor inputError) {
    OffHeapTensor inputs = checks.image("averagePoolBackward", inputError, window);
    pooling(inputs)
        .averagePoolBackward(
            checks.map("averagePoolBackward", inputs, window, error, columns(inputs)),
            window,
            inputs);
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
}
