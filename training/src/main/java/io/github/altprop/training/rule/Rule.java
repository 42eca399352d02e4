package io.github.altprop.training.rule;

import io.github.altprop.training.options.Options;

/**
 * What an experiment can pick as its rule: one that a network of layers is trained by, or
 * associated learning, which comes with networks of its own.
 */
public sealed interface Rule permits RuleFactory, AssociatedLearning {
  /** What the rule needs of the layers after the first. */
  default Units units(Options options) {
    return Units.KEPT;
  }
}
