package io.github.altprop.training.rule;

import io.github.altprop.training.options.ComponentProvider;

/** Brings learning rules from a jar of its own. */
public interface RuleProvider extends ComponentProvider<Rule> {}
