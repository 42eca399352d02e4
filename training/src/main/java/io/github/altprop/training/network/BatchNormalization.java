package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Activation;

/**
 * Batch normalisation of every channel: a = f(gamma (x - mean) / sqrt(variance + epsilon) + beta).
 *
 * <p>Training uses the mean and the biased variance of the minibatch and tracks running ones;
 * inference uses those. Source: Ioffe and Szegedy 2015.
 */
public final class BatchNormalization implements Layer {
  /** Which variance the running statistics track. */
  public enum Variance {
    /** Sum of squares over n, as TensorFlow. */
    BIASED,
    /** Sum of squares over n - 1, as PyTorch. */
    UNBIASED
  }

  /**
   * What libraries disagree about.
   *
   * @param epsilon added to the variance
   * @param decay part of a running statistic that survives a step: TensorFlow's momentum, 1 less
   *     PyTorch's
   * @param variance which variance is tracked
   */
  public record Settings(double epsilon, double decay, Variance variance) {
    /** PyTorch's defaults. */
    public static final Settings TORCH = new Settings(1e-5, 0.9, Variance.UNBIASED);

    /** TensorFlow's defaults. */
    public static final Settings TENSORFLOW = new Settings(1e-3, 0.99, Variance.BIASED);
  }

  private final String name;
  private final int[] shape;
  private final Settings settings;
  private final Activation activation;
  private final Parameter gamma;
  private final Parameter beta;
  private final Parameter mean;
  private final Parameter variance;

  private BatchNormalization(
      String name,
      int[] shape,
      Settings settings,
      Activation activation,
      LayerFactory.Slots slots) {
    int channels = shape[shape.length - 1];
    this.name = name;
    this.shape = shape.clone();
    this.settings = settings;
    this.activation = activation;
    gamma = slots.parameters().add(name + ".gamma", Parameter.Role.GAMMA, channels);
    beta = slots.parameters().add(name + ".beta", Parameter.Role.BETA, channels);
    mean = slots.statistics().add(name + ".mean", Parameter.Role.MEAN, channels);
    variance = slots.statistics().add(name + ".variance", Parameter.Role.VARIANCE, channels);
  }

  /** Normalises the last dimension of features or images, then applies the activation. */
  public static LayerFactory of(Settings settings, Activation activation) {
    return (name, inputShape, slots) ->
        new BatchNormalization(name, inputShape, settings, activation, slots);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int[] inputShape() {
    return shape.clone();
  }

  @Override
  public int[] outputShape() {
    return shape.clone();
  }

  public Settings settings() {
    return settings;
  }

  /** The non-linearity after the normalisation. */
  public Activation activation() {
    return activation;
  }

  /** Factor of each channel. */
  public Parameter gamma() {
    return gamma;
  }

  /** Shift of each channel. */
  public Parameter beta() {
    return beta;
  }

  /** Running mean of each channel, among the statistics. */
  public Parameter mean() {
    return mean;
  }

  /** Running variance of each channel, among the statistics. */
  public Parameter variance() {
    return variance;
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public LayerPass open(PassContext context) {
    return new BatchNormalizationPass(this, context);
  }
}
