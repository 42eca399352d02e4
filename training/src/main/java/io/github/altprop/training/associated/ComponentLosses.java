package io.github.altprop.training.associated;

import java.io.Serializable;
import java.util.List;

/**
 * What a component minimises, both means over all elements of one or more minibatches.
 *
 * @param associated MSE of s'_i to t_i
 * @param autoencoder MSE of t'_{i-1} to t_{i-1}
 */
public record ComponentLosses(double associated, double autoencoder) implements Serializable {
  /**
   * The squared errors of an example, summed over its elements.
   *
   * @param sizes how many elements t_0, ..., t_C have
   * @param component whose losses these are, i - 1
   */
  public ComponentLosses perExample(List<Integer> sizes, int component) {
    return new ComponentLosses(
        associated * sizes.get(component + 1), autoencoder * sizes.get(component));
  }

  /** Both together. */
  public double sum() {
    return associated + autoencoder;
  }
}
