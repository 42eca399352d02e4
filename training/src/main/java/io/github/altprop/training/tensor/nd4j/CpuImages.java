package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Images;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.Window;

/** {@link Images}; not written yet. */
final class CpuImages implements Images {
  @Override
  public void convolve(
      Tensor x, Tensor kernel, Tensor bias, Activation f, Window window, Tensor out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void convolveBackward(Tensor error, Tensor kernel, Window window, Tensor inputError) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void kernelGradient(Tensor x, Tensor error, Window window, Tensor gradient) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void maxPool(Tensor x, Window window, Tensor out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void maxPoolBackward(
      Tensor x, Tensor out, Tensor error, Window window, Tensor inputError) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void averagePool(Tensor x, Window window, Tensor out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void averagePoolBackward(Tensor error, Window window, Tensor inputError) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void channelStatistics(Tensor x, Tensor mean, Tensor variance) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }
}
