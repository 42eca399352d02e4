package io.github.altprop.training.tensor;

/**
 * Convolution, pooling and batch normalisation on NHWC tensors; kernels are [out, kh, kw, in].
 * Outputs are overwritten, never allocated, and overlap no input unless it is said.
 */
public interface Images {
  /**
   * out = f(x * kernel + bias), cross-correlation.
   *
   * @param x [n, h, w, in]
   * @param kernel [out, kh, kw, in]
   * @param bias [out] or null
   * @param out [n, oh, ow, out]
   */
  void convolve(Tensor x, Tensor kernel, Tensor bias, Activation f, Window window, Tensor out);

  /** inputError = error sent back through {@code kernel}: the transposed convolution. */
  void convolveBackward(Tensor error, Tensor kernel, Window window, Tensor inputError);

  /** gradient [out, kh, kw, in] = d(sum of error * convolve(x, kernel)) / d kernel. */
  void kernelGradient(Tensor x, Tensor error, Window window, Tensor gradient);

  /** out = maximum over each window; padding never wins. */
  void maxPool(Tensor x, Window window, Tensor out);

  /**
   * inputError = error at the (first, in row-major order) maximum of each window, 0 elsewhere.
   *
   * @param out of {@link #maxPool}; may be computed again
   */
  void maxPoolBackward(Tensor x, Tensor out, Tensor error, Window window, Tensor inputError);

  /** out = mean over each window; padding counts as zeros. */
  void averagePool(Tensor x, Window window, Tensor out);

  /** inputError = error spread evenly over each window. */
  void averagePoolBackward(Tensor error, Window window, Tensor inputError);

  /** mean[c], variance[c] (biased) of x over all but the last dimension. */
  void channelStatistics(Tensor x, Tensor mean, Tensor variance);

  /** out = f(gamma (x - mean) / sqrt(variance + epsilon) + beta), per channel; out may be x. */
  void normalize(
      Tensor x,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor gamma,
      Tensor beta,
      Activation f,
      Tensor out);

  /**
   * Backward of {@link #normalize} with f = identity, through the batch statistics.
   *
   * @param inputError may be {@code error}
   */
  void normalizeBackward(
      Tensor x,
      Tensor mean,
      Tensor variance,
      double epsilon,
      Tensor gamma,
      Tensor error,
      Tensor inputError,
      Tensor gammaGradient,
      Tensor betaGradient);
}
