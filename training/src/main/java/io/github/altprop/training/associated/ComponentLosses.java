package io.github.altprop.training.associated;

import java.io.Serializable;

/**
 * What a component minimises, both means over all elements of one or more minibatches.
 *
 * @param associated MSE of s'_i to t_i
 * @param autoencoder MSE of t'_{i-1} to t_{i-1}
 */
public record ComponentLosses(double associated, double autoencoder) implements Serializable {
  /** Both together. */
  public double sum() {
    return associated + autoencoder;
  }
}
