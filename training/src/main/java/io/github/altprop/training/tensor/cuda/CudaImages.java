package io.github.altprop.training.tensor.cuda;

import static io.github.altprop.training.tensor.Operands.columns;
import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.Operands.require;
import static io.github.altprop.training.tensor.Operands.shaped;
import static io.github.altprop.training.tensor.cuda.CudaTensor.own;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ImageChecks;
import io.github.altprop.training.tensor.Images;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.Window;

/** {@link Images}: checks of the operands, and kernels for all but convolutions. */
final class CudaImages implements Images {
  private final ImageChecks<CudaTensor> checks = new ImageChecks<>(CudaTensor.class);
  private final CudaConvolutions convolutions;
  private final Launcher launcher;
  private final Scratch scratch;

  CudaImages(CudaConvolutions convolutions, Launcher launcher, Scratch scratch) {
    this.convolutions = convolutions;
    this.launcher = launcher;
    this.scratch = scratch;
  }

  @Override
  public void convolve(
      Tensor x, Tensor kernel, Tensor bias, Activation f, Window window, Tensor out) {
    CudaTensor xs = checks.image("convolve", x, window);
    CudaTensor kernels = checks.kernel("convolve", xs, kernel, window);
    int channels = kernels.dimension(0);
    CudaTensor biases = bias == null ? null : shaped("convolve", xs, bias, channels);
    CudaTensor outs = checks.map("convolve", xs, window, out, channels);
    convolutions.convolve(xs, kernels, biases, f, window, outs);
  }

  @Override
  public void convolveBackward(Tensor error, Tensor kernel, Window window, Tensor inputError) {
    CudaTensor inputs = checks.image("convolveBackward", inputError, window);
    CudaTensor kernels = checks.kernel("convolveBackward", inputs, kernel, window);
    CudaTensor errors = checks.map("convolveBackward", inputs, window, error, kernels.dimension(0));
    convolutions.convolveBackward(errors, kernels, window, inputs);
  }

  @Override
  public void kernelGradient(Tensor x, Tensor error, Window window, Tensor gradient) {
    CudaTensor xs = checks.image("kernelGradient", x, window);
    CudaTensor gradients = checks.kernel("kernelGradient", xs, gradient, window);
    CudaTensor errors = checks.map("kernelGradient", xs, window, error, gradients.dimension(0));
    convolutions.kernelGradient(xs, errors, window, gradients);
  }

  @Override
  public void maxPool(Tensor x, Window window, Tensor out) {
    CudaTensor xs = checks.image("maxPool", x, window);
    CudaTensor outs = checks.map("maxPool", xs, window, out, columns(xs));
    launcher.elements("maxPool", outs.length(), over(outs, window).tensors(xs, outs));
  }

  @Override
  public void maxPoolBackward(
      Tensor x, Tensor out, Tensor error, Window window, Tensor inputError) {
    CudaTensor xs = checks.image("maxPoolBackward", x, window);
    checks.map("maxPoolBackward", xs, window, out, columns(xs));
    CudaTensor errors = checks.map("maxPoolBackward", xs, window, error, columns(xs));
    CudaTensor inputs = like("maxPoolBackward", xs, inputError);
    launcher.elements("maxPoolBackward", xs.length(), over(xs, window).tensors(xs, errors, inputs));
  }

  @Override
  public void averagePool(Tensor x, Window window, Tensor out) {
    CudaTensor xs = checks.image("averagePool", x, window);
    CudaTensor outs = checks.map("averagePool", xs, window, out, columns(xs));
    launcher.elements("averagePool", outs.length(), over(outs, window).tensors(xs, outs));
  }

  @Override
  public void averagePoolBackward(Tensor error, Window window, Tensor inputError) {
    CudaTensor inputs = checks.image("averagePoolBackward", inputError, window);
    CudaTensor errors = checks.map("averagePoolBackward", inputs, window, error, columns(inputs));
    launcher.elements(
        "averagePoolBackward", inputs.length(), over(inputs, window).tensors(errors, inputs));
  }

  private static Arguments over(CudaTensor x, Window window) {
    return new Arguments(x.type()).ints(x.length()).window(window, columns(x));
  }

  @Override
  public void channelStatistics(Tensor x, Tensor mean, Tensor variance) {
    CudaTensor xs = rows("channelStatistics", x);
    int channels = columns(xs);
    CudaTensor means = shaped("channelStatistics", xs, mean, channels);
    CudaTensor variances = shaped("channelStatistics", xs, variance, channels);
    Launcher.Columns cut = launcher.cut(xs.length() / channels, channels);
    scratch.start();
    launcher.columns(
        "channelStatistics",
        cut,
        new Arguments(xs.type())
            .ints(cut.rows(), channels, cut.width(), cut.chunks())
            .tensors(xs, means, variances));
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
    CudaTensor xs = own("normalize", x);
    int channels = columns(xs);
    CudaTensor means = shaped("normalize", xs, mean, channels);
    CudaTensor variances = shaped("normalize", xs, variance, channels);
    CudaTensor gammas = shaped("normalize", xs, gamma, channels);
    CudaTensor betas = shaped("normalize", xs, beta, channels);
    CudaTensor outs = like("normalize", xs, out);
    launcher.elements(
        "normalize",
        xs.length(),
        new Arguments(xs.type())
            .ints(xs.length(), channels)
            .activation(f)
            .reals(epsilon)
            .tensors(xs, means, variances, gammas, betas, outs));
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
    CudaTensor xs = rows("normalizeBackward", x);
    int channels = columns(xs);
    CudaTensor means = shaped("normalizeBackward", xs, mean, channels);
    CudaTensor variances = shaped("normalizeBackward", xs, variance, channels);
    CudaTensor gammas = shaped("normalizeBackward", xs, gamma, channels);
    CudaTensor errors = like("normalizeBackward", xs, error);
    CudaTensor outs = like("normalizeBackward", xs, inputError);
    CudaTensor gammaSums = shaped("normalizeBackward", xs, gammaGradient, channels);
    CudaTensor betaSums = shaped("normalizeBackward", xs, betaGradient, channels);
    Launcher.Columns cut = launcher.cut(xs.length() / channels, channels);
    scratch.start();
    long sums = scratch.take(2L * channels * Double.BYTES);
    launcher.columns(
        "normalizeGradients",
        cut,
        new Arguments(xs.type())
            .ints(cut.rows(), channels, cut.width(), cut.chunks())
            .number(epsilon)
            .tensors(xs, means, variances, errors, gammaSums, betaSums)
            .addresses(sums));
    launcher.elements(
        "normalizeErrors",
        xs.length(),
        new Arguments(xs.type())
            .ints(xs.length(), channels)
            .reals(epsilon)
            .tensors(xs, means, variances, gammas, errors)
            .addresses(sums)
            .tensors(outs));
  }

  private static CudaTensor rows(String operation, Tensor x) {
    CudaTensor xs = own(operation, x);
    require(xs.length() > 0, operation, () -> xs + " has no rows");
    return xs;
  }
}
