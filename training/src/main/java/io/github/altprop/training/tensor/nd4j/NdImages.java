package io.github.altprop.training.tensor.nd4j;

import static io.github.altprop.training.tensor.Operands.columns;
import static io.github.altprop.training.tensor.Operands.like;
import static io.github.altprop.training.tensor.Operands.shaped;
import static io.github.altprop.training.tensor.nd4j.NdTensor.own;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ImageChecks;
import io.github.altprop.training.tensor.Images;
import io.github.altprop.training.tensor.Tensor;
import io.github.altprop.training.tensor.Window;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@link Images} as ND4J expressions over the taps of a window. */
final class NdImages implements Images {
  private final ImageChecks<NdTensor> checks = new ImageChecks<>(NdTensor.class);

  @Override
  public void convolve(
      Tensor x, Tensor kernel, Tensor bias, Activation f, Window window, Tensor out) {
    NdTensor xs = checks.image("convolve", x, window);
    NdTensor kernels = checks.kernel("convolve", xs, kernel, window);
    int channels = kernels.dimension(0);
    NdTensor outs = checks.map("convolve", xs, window, out, channels);
    INDArray sum = Nd4j.zeros(xs.dataType(), outs.length() / channels, channels);
    if (bias != null) {
      sum.addi(shaped("convolve", xs, bias, channels).flat().reshape(1, channels));
    }
    Taps taps = new Taps(xs, window, 0);
    for (int tap = 0; tap < taps.count(); tap++) {
      sum.addi(Nd4j.gemm(taps.under(tap), weights(kernels, tap), false, true));
    }
    outs.rows(channels).assign(NdActivations.apply(f, sum));
  }

  @Override
  public void convolveBackward(Tensor error, Tensor kernel, Window window, Tensor inputError) {
    NdTensor inputs = checks.image("convolveBackward", inputError, window);
    NdTensor kernels = checks.kernel("convolveBackward", inputs, kernel, window);
    int channels = kernels.dimension(0);
    INDArray errors =
        checks.map("convolveBackward", inputs, window, error, channels).rows(channels).dup('c');
    Taps taps = Taps.zeros(inputs, window);
    for (int tap = 0; tap < taps.count(); tap++) {
      taps.add(tap, Nd4j.gemm(errors, weights(kernels, tap), false, false).dup('c'));
    }
    inputs.array().assign(taps.inside());
  }

  @Override
  public void kernelGradient(Tensor x, Tensor error, Window window, Tensor gradient) {
    NdTensor xs = checks.image("kernelGradient", x, window);
    NdTensor gradients = checks.kernel("kernelGradient", xs, gradient, window);
    int channels = gradients.dimension(0);
    INDArray errors =
        checks.map("kernelGradient", xs, window, error, channels).rows(channels).dup('c');
    Taps taps = new Taps(xs, window, 0);
    for (int tap = 0; tap < taps.count(); tap++) {
      tapOf(gradients, tap).assign(Nd4j.gemm(errors, taps.under(tap), true, false));
    }
  }

  // A copy [out, in] of what a kernel [out, kh, kw, in] holds for one tap.
  private static INDArray weights(NdTensor kernel, int tap) {
    return tapOf(kernel, tap).dup('c');
  }

  private static INDArray tapOf(NdTensor kernel, int tap) {
    int in = kernel.dimension(3);
    return kernel
        .rows(kernel.length() / kernel.dimension(0))
        .get(NDArrayIndex.all(), NDArrayIndex.interval(tap * in, (tap + 1) * in));
  }

  @Override
  public void maxPool(Tensor x, Window window, Tensor out) {
    NdTensor xs = checks.image("maxPool", x, window);
    NdTensor outs = checks.map("maxPool", xs, window, out, columns(xs));
    Taps taps = new Taps(xs, window, Double.NEGATIVE_INFINITY);
    INDArray largest = taps.under(0);
    for (int tap = 1; tap < taps.count(); tap++) {
      largest = Transforms.max(largest, taps.under(tap), true);
    }
    outs.rows(columns(xs)).assign(largest);
  }

  @Override
  public void maxPoolBackward(
      Tensor x, Tensor out, Tensor error, Window window, Tensor inputError) {
    NdTensor xs = checks.image("maxPoolBackward", x, window);
    int channels = columns(xs);
    INDArray largest = checks.map("maxPoolBackward", xs, window, out, channels).rows(channels);
    INDArray left =
        checks.map("maxPoolBackward", xs, window, error, channels).rows(channels).dup('c');
    NdTensor inputs = like("maxPoolBackward", xs, inputError);
    Taps taps = new Taps(xs, window, Double.NEGATIVE_INFINITY);
    Taps errors = Taps.zeros(inputs, window);
    for (int tap = 0; tap < taps.count(); tap++) {
      INDArray sent = taps.under(tap).eq(largest).castTo(xs.dataType()).muli(left);
      errors.add(tap, sent);
      // What was sent to the first maximum is not there for the second.
      left.subi(sent);
    }
    inputs.array().assign(errors.inside());
  }

  @Override
  public void averagePool(Tensor x, Window window, Tensor out) {
    NdTensor xs = checks.image("averagePool", x, window);
    NdTensor outs = checks.map("averagePool", xs, window, out, columns(xs));
    Taps taps = new Taps(xs, window, 0);
    INDArray sum = taps.under(0);
    for (int tap = 1; tap < taps.count(); tap++) {
      sum.addi(taps.under(tap));
    }
    outs.rows(columns(xs)).assign(sum.divi(taps.count()));
  }

  @Override
  public void averagePoolBackward(Tensor error, Window window, Tensor inputError) {
    NdTensor inputs = checks.image("averagePoolBackward", inputError, window);
    int channels = columns(inputs);
    Taps taps = Taps.zeros(inputs, window);
    INDArray share =
        checks
            .map("averagePoolBackward", inputs, window, error, channels)
            .rows(channels)
            .div(taps.count());
    for (int tap = 0; tap < taps.count(); tap++) {
      taps.add(tap, share);
    }
    inputs.array().assign(taps.inside());
  }

  @Override
  public void channelStatistics(Tensor x, Tensor mean, Tensor variance) {
    NdTensor xs = own("channelStatistics", x);
    int channels = columns(xs);
    NdTensor means = shaped("channelStatistics", xs, mean, channels);
    NdTensor variances = shaped("channelStatistics", xs, variance, channels);
    INDArray rows = xs.rows(channels).castTo(DataType.DOUBLE);
    INDArray centre = rows.mean(0).reshape(1, channels);
    INDArray deviations = rows.sub(centre);
    means.flat().assign(centre.reshape(channels).castTo(xs.dataType()));
    variances.flat().assign(deviations.muli(deviations).mean(0).castTo(xs.dataType()));
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
    NdTensor xs = own("normalize", x);
    int channels = columns(xs);
    NdTensor outs = like("normalize", xs, out);
    INDArray factor =
        inverseDeviation(shaped("normalize", xs, variance, channels), epsilon)
            .muli(row(shaped("normalize", xs, gamma, channels)));
    INDArray z =
        xs.rows(channels)
            .sub(row(shaped("normalize", xs, mean, channels)))
            .muli(factor)
            .addi(row(shaped("normalize", xs, beta, channels)));
    outs.rows(channels).assign(NdActivations.apply(f, z));
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
    NdTensor xs = own("normalizeBackward", x);
    int channels = columns(xs);
    int count = xs.length() / channels;
    INDArray errors = like("normalizeBackward", xs, error).rows(channels);
    NdTensor outs = like("normalizeBackward", xs, inputError);
    NdTensor gammas = shaped("normalizeBackward", xs, gammaGradient, channels);
    NdTensor betas = shaped("normalizeBackward", xs, betaGradient, channels);
    INDArray s = inverseDeviation(shaped("normalizeBackward", xs, variance, channels), epsilon);
    INDArray normalized =
        xs.rows(channels).sub(row(shaped("normalizeBackward", xs, mean, channels))).muli(s);
    INDArray errorSum = sum(errors, channels);
    INDArray productSum = sum(normalized.mul(errors), channels);
    INDArray result =
        errors
            .sub(errorSum.div(count))
            .subi(normalized.muli(productSum.div(count)))
            .muli(s.muli(row(shaped("normalizeBackward", xs, gamma, channels))));
    outs.rows(channels).assign(result);
    gammas.flat().assign(productSum.reshape(channels));
    betas.flat().assign(errorSum.reshape(channels));
  }

  private static INDArray row(NdTensor x) {
    return x.flat().reshape(1, x.length());
  }

  private static INDArray inverseDeviation(NdTensor variance, double epsilon) {
    return Transforms.sqrt(row(variance).add(epsilon), false).rdivi(1);
  }

  private static INDArray sum(INDArray rows, int channels) {
    return rows.castTo(DataType.DOUBLE).sum(0).castTo(rows.dataType()).reshape(1, channels);
  }
}
