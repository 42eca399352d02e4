package io.github.altprop.training.optimizer;

import io.github.altprop.training.network.ParameterLayout;
import java.util.List;

/**
 * A contiguous part of a flat vector with a learning rate of its own.
 *
 * @param from first element
 * @param to element after the last
 * @param rateFactor multiplies the learning rate
 */
public record ParameterGroup(long from, long to, double rateFactor) {
  /** One group of everything, at the plain rate. */
  public static List<ParameterGroup> everything(ParameterLayout layout) {
    return List.of(new ParameterGroup(0, layout.size(), 1));
  }
}
