package io.github.altprop.training.network;

import io.github.altprop.training.tensor.Tensor;

/** A synapse at work on minibatches of one size. */
public interface SynapsePass extends LayerPass {
  @Override
  Synapse layer();

  /** The whole weight as a matrix [units, fan-in]. */
  Tensor matrix();

  /** The weight of the kept units, [kept, fan-in...]. */
  Tensor keptWeight();

  /** The input of the last forward, [batch, in...]. */
  Tensor input();

  /**
   * Activations of all units, auxiliary ones included: [batch, units...]. Needs {@link
   * Auxiliary#COMPUTED}.
   */
  Tensor allUnits();

  /**
   * Sends an error at the pre-activation to the input through given weights: error times kernel for
   * a dense layer, the transposed convolution for a convolution.
   *
   * @param kernel [k, fan-in...] for any number k of units
   * @param error [batch, ..., k]
   * @param inputError written, [batch, in...]
   */
  void transport(Tensor kernel, Tensor error, Tensor inputError);

  /** Subtracts the bias of all units from {@code preActivation}, [batch, ..., units], in place. */
  void removeBias(Tensor preActivation);

  /**
   * The input that gives a product: through a dense layer product times K^-T; through a convolution
   * the transposed convolution with K^-T, whose overlapping fields each bring the whole input, less
   * the n - 1 surplus copies of the last forward's input. Source: Dalm et al. 2023, section 2.2.2,
   * Algorithm 2.
   *
   * @param inverse K^-T, [units, fan-in]
   * @param product pre-activation less bias, [batch, ..., units]
   * @param reconstructed written, [batch, in...]
   */
  void reconstruct(Tensor inverse, Tensor product, Tensor reconstructed);

  /**
   * Writes the gradients of weight and bias that belong to an error at the pre-activation;
   * auxiliary units get zeros.
   *
   * @param error [batch, kept...]
   */
  void gradients(Tensor error, ParameterVector updates);
}
