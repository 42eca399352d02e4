package io.github.altprop.training.options;

import java.util.List;
import java.util.Optional;

/**
 * Something that a user picks by name: a rule, an architecture, an optimiser.
 *
 * @param name kebab-case name
 * @param doc one sentence
 * @param reference its equation and source, if it comes from somewhere
 * @param options what it understands
 * @param factory makes it
 * @param <F> type of the factory
 */
public record Component<F>(
    String name, String doc, Optional<Reference> reference, List<OptionSpec> options, F factory) {
  public Component {
    options = List.copyOf(options);
  }

  public Component(String name, String doc, F factory, OptionSpec... options) {
    this(name, doc, Optional.empty(), List.of(options), factory);
  }

  public Component(String name, String doc, Reference reference, F factory, OptionSpec... options) {
    this(name, doc, Optional.of(reference), List.of(options), factory);
  }
}
