package io.github.altprop.training.rule;

import io.github.altprop.training.network.Network;
import io.github.altprop.training.options.Options;

/** Makes a rule for a network of layers. */
public non-sealed interface RuleFactory extends Rule {
  /**
   * Makes the rule; draws what it holds fixed, and learned weights of its own.
   *
   * @throws IllegalArgumentException if the rule cannot train this network; the message names the
   *     layer
   */
  LearningRule create(RuleContext context, Options options);

  /** Appends learned weights of the rule's own to the network's parameters. */
  default void declare(Network network, Options options) {}
}
