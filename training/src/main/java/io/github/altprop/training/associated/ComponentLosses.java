package io.github.altprop.training.associated;

/**
 * What a component minimises, both means over all elements of a minibatch.
 *
 * @param associated MSE of s'_i to t_i
 * @param autoencoder MSE of t'_{i-1} to t_{i-1}
 */
public record ComponentLosses(double associated, double autoencoder) {
  /** Both together. */
  public double sum() {
    return associated + autoencoder;
  }
}
