package io.github.altprop.training.initialization;

import io.github.altprop.training.network.Synapse;

/**
 * How many connections a weight has at either end: what the variance of initial weights goes by.
 *
 * @param in connections into one output
 * @param out connections out of one input
 */
public record Fan(int in, int out) {
  /** Fan-in and fan-out of a synapse's weight. */
  public static Fan of(Synapse synapse) {
    return new Fan(synapse.fanIn(), synapse.fanOut());
  }
}
