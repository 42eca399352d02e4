package io.github.altprop.training.options;

import java.util.Objects;

/**
 * What a component computes and where that is published.
 *
 * @param equation in plain text, in the notation of the learning rules' documentation; empty where
 *     a sentence says it better
 * @param source authors, year and place; empty for what is common knowledge
 */
public record Reference(String equation, String source) {
  public Reference {
    Objects.requireNonNull(equation);
    Objects.requireNonNull(source);
  }

  /** A source whose content is not an equation: a network, say. */
  public static Reference to(String source) {
    return new Reference("", source);
  }
}
