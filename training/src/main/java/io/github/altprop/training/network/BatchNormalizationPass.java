package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/** Batch normalisation at work. */
final class BatchNormalizationPass implements LayerPass {
  private final BatchNormalization layer;
  private final Engine engine;
  private final double epsilon;
  private final Tensor gamma;
  private final Tensor beta;
  private final Tensor mean;
  private final Tensor variance;
  private final Tensor runningMean;
  private final Tensor runningVariance;
  private final Tensor output;
  private final Tensor inputError;
  private final PassContext context;
  private Tensor input;

  BatchNormalizationPass(BatchNormalization layer, PassContext context) {
    this.layer = layer;
    engine = context.engine();
    epsilon = layer.settings().epsilon();
    gamma = context.parameters().view(layer.gamma());
    beta = context.parameters().view(layer.beta());
    mean = engine.zeros(gamma.type(), gamma.shape());
    variance = engine.zeros(gamma.type(), gamma.shape());
    runningMean = context.statistics().view(layer.mean());
    runningVariance = context.statistics().view(layer.variance());
    output = context.output(layer);
    inputError = context.inputError(layer);
    this.context = context;
  }

  @Override
  public Layer layer() {
    return layer;
  }

  @Override
  public Tensor output() {
    return output;
  }

  @Override
  public Tensor forward(Tensor input, Mode mode) {
    this.input = input;
    if (mode == Mode.INFERENCE) {
      normalize(runningMean, runningVariance);
      return output;
    }
    engine.channelStatistics(input, mean, variance);
    if (mode == Mode.TRAINING) {
      track(input.size() / mean.size());
    }
    normalize(mean, variance);
    return output;
  }

  /** The backward of a forward pass with statistics of the minibatch. */
  @Override
  public Tensor backward(Tensor outputError, Feedback feedback, ParameterVector updates) {
    Tensor delta = inputError == null ? context.delta(outputError) : inputError;
    Tensor error = outputError;
    if (layer.activation().kind() != Activation.Kind.IDENTITY) {
      engine.activateBackward(layer.activation(), output, outputError, delta);
      error = delta;
    }
    engine.normalizeBackward(
        input,
        mean,
        variance,
        epsilon,
        gamma,
        error,
        delta,
        updates.view(layer.gamma()),
        updates.view(layer.beta()));
    return inputError;
  }

  private void normalize(Tensor center, Tensor spread) {
    engine.normalize(input, center, spread, epsilon, gamma, beta, layer.activation(), output);
  }

  /** running = decay running + (1 - decay) that of this minibatch of {@code count} values. */
  private void track(long count) {
    double decay = layer.settings().decay();
    boolean unbiased = layer.settings().variance() == BatchNormalization.Variance.UNBIASED;
    double correction = unbiased && count > 1 ? count / (count - 1.0) : 1;
    engine.scale(decay, runningMean, runningMean);
    engine.axpy(1 - decay, mean, runningMean);
    engine.scale(decay, runningVariance, runningVariance);
    engine.axpy((1 - decay) * correction, variance, runningVariance);
  }
}
