package io.github.altprop.training.network;

/** Places a layer in a network: what an architecture is a list of. */
@FunctionalInterface
public interface LayerFactory {
  /**
   * Creates the layer and declares its parameters.
   *
   * @param name name within the network
   * @param inputShape shape of one example, [features] or [height, width, channels]
   * @param slots where parameters and running statistics are declared
   * @throws IllegalArgumentException if the layer cannot take this input; the message names the
   *     layer
   */
  Layer place(String name, int[] inputShape, Slots slots);

  /**
   * Where a layer declares what it stores.
   *
   * @param parameters what is trained
   * @param statistics what is tracked: running means and variances
   */
  record Slots(ParameterLayout parameters, ParameterLayout statistics) {}
}
