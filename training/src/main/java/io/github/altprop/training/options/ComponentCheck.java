package io.github.altprop.training.options;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a component must be so that files can name it and people find it. */
final class ComponentCheck {
  private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][a-zA-Z0-9]*");
  private static final String RESERVED = "name";

  private ComponentCheck() {}

  /**
   * Refuses what no file could name or nobody would understand.
   *
   * @param kind what it is, for the message: "rule"
   * @throws IllegalArgumentException naming the component and what is wrong with it
   */
  static void require(String kind, Component<?> component) {
    String name = component.name();
    if (name == null || !KEBAB_CASE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          kind + " '" + name + "': names are small letters, digits and single hyphens");
    }
    String subject = kind + " " + name + ": ";
    if (component.doc() == null || component.doc().isBlank()) {
      throw new IllegalArgumentException(subject + "it has no sentence that says what it is");
    }
    if (component.factory() == null) {
      throw new IllegalArgumentException(subject + "it has no factory");
    }
    Set<String> names = new HashSet<>();
    for (OptionSpec option : component.options()) {
      require(subject + "option " + option.name() + ": ", option);
      if (!names.add(option.name())) {
        throw new IllegalArgumentException(subject + "two options are named " + option.name());
      }
    }
  }

  private static void require(String subject, OptionSpec option) {
    if (!CAMEL_CASE.matcher(option.name()).matches() || option.name().equals(RESERVED)) {
      throw new IllegalArgumentException(
          subject + "names are camelCase, and not '" + RESERVED + "', which is the component's");
    }
    if (option.doc().isBlank()) {
      throw new IllegalArgumentException(subject + "it has no sentence that says what it is");
    }
    if (option.defaultValue() != null) {
      try {
        Options.of(List.of(option), Map.of());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(subject + "of its default, " + e.getMessage(), e);
      }
    }
  }
}
