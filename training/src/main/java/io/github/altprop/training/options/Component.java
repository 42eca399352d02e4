package io.github.altprop.training.options;

import java.util.List;

/**
 * Something that a user picks by name: a rule, an architecture, an optimiser.
 *
 * @param name kebab-case name
 * @param doc one sentence
 * @param options what it understands
 * @param factory makes it
 * @param <F> type of the factory
 */
public record Component<F>(String name, String doc, List<OptionSpec> options, F factory) {
  public Component {
    options = List.copyOf(options);
  }

  public Component(String name, String doc, F factory, OptionSpec... options) {
    this(name, doc, List.of(options), factory);
  }
}
