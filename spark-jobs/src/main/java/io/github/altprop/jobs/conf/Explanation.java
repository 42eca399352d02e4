package io.github.altprop.jobs.conf;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a component is, in words.
 *
 * @param kind in the singular: "rule", "network"
 * @param origin the jar that brings it; empty for altprop's own
 */
public record Explanation(String kind, Component<?> component, Optional<String> origin) {
  private static final int INDENT = 2;

  /** Lines of text: what it is, equation, source, options, and how an experiment names it. */
  public List<String> lines() {
    StringBuilder text = new StringBuilder();
    text.append(component.name()).append(" (").append(kind).append("): ").append(component.doc());
    text.append(".\n");
    component.reference().ifPresent(reference -> reference(reference, text));
    origin.ifPresent(jar -> text.append("  from      ").append(jar).append('\n'));
    if (!component.options().isEmpty()) {
      text.append("\nOptions:\n");
      component.options().forEach(option -> option(option, text));
    }
    text.append("\nIn an experiment:\n");
    example().lines().forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString().lines().toList();
  }

  /** The key of an experiment that picks this component, with every option at its default. */
  public String example() {
    Map<String, Object> options = new LinkedHashMap<>();
    component.options().forEach(option -> options.put(option.name(), sample(option)));
    Map<String, Object> picked = new LinkedHashMap<>();
    picked.put("name", component.name());
    picked.putAll(options);
    return YamlWriter.write(
        switch (kind) {
          case "regularizer" -> Map.of("regularizers", Map.of(component.name(), options));
          case "layer" -> Map.of("network", Map.of("layers", List.of(picked)));
          case "initialization" -> Map.of("network", Map.of(kind, component.name()));
          default -> Map.of(kind, picked);
        });
  }

  private static void reference(Reference reference, StringBuilder text) {
    if (!reference.equation().isEmpty() || !reference.source().isEmpty()) {
      text.append('\n');
    }
    if (!reference.equation().isEmpty()) {
      text.append("  equation  ").append(reference.equation()).append('\n');
    }
    if (!reference.source().isEmpty()) {
      text.append("  source    ").append(reference.source()).append('\n');
    }
  }

  private static void option(OptionSpec option, StringBuilder text) {
    String indent = " ".repeat(INDENT);
    text.append(indent).append(option.name()).append(": ").append(option.expectation());
    text.append(
        option.defaultValue() == null ? "; required" : "; default " + plain(option.defaultValue()));
    text.append('\n').append(indent).append(indent).append(option.doc()).append('\n');
  }

  /** A default as a file would have it; null if there is none. */
  static String plain(Object value) {
    if (value == null) {
      return null;
    }
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"))
        : String.valueOf(value);
  }

  /** The default, or the least that is allowed where an option must be given. */
  private static Object sample(OptionSpec option) {
    if (option.defaultValue() != null) {
      return option.defaultValue();
    }
    return switch (option.kind()) {
      case NUMBER -> option.minimum() + 1;
      case INTEGER -> (long) option.minimum();
      case FLAG -> true;
      case CHOICE -> option.choices().get(0);
      case INTEGERS -> List.of((long) option.minimum());
      case NUMBERS -> List.of(option.maximum());
      case COMPONENTS -> List.of(Map.of("name", "flatten"));
    };
  }
}
