package io.github.altprop.training.architecture;

import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.Units;

/** Makes an architecture for a data set and a rule. */
@FunctionalInterface
public interface ArchitectureFactory {
  /**
   * Lists the layers, or the layers of components.
   *
   * @param inputShape shape of one example: [height, width, channels]
   * @param classes number of logits
   * @param units whether weights after the first layer are to be square
   */
  Architecture create(Options options, int[] inputShape, int classes, Units units);
}
