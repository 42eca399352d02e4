package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Activation;

/** What dense layers and convolutions have alike: a weight, a bias if wished, a non-linearity. */
abstract class WeightedLayer implements Synapse {
  private final String name;
  private final int kept;
  private final Activation activation;
  private final Parameter weight;
  private final Parameter bias;

  /**
   * Adds the parameters to a layout.
   *
   * @param kept units that are passed on, the first of the weight's
   * @param weightShape [units, fan-in...]
   */
  WeightedLayer(
      String name,
      int kept,
      Activation activation,
      Bias bias,
      ParameterLayout layout,
      int... weightShape) {
    this.name = name;
    this.kept = kept;
    this.activation = activation;
    this.weight = layout.add(name + ".weight", Parameter.Role.WEIGHT, weightShape);
    this.bias =
        bias == Bias.PRESENT
            ? layout.add(name + ".bias", Parameter.Role.BIAS, weightShape[0])
            : null;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Parameter weight() {
    return weight;
  }

  @Override
  public final Parameter bias() {
    return bias;
  }

  @Override
  public final int kept() {
    return kept;
  }

  @Override
  public final int units() {
    return weight.rows();
  }

  @Override
  public final Activation activation() {
    return activation;
  }

  @Override
  public final boolean repeats() {
    return true;
  }
}
