package io.github.altprop.jobs.conf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the keys of sweep files and papers' files hold, with every problem collected. */
final class SweepFields {
  private final Problems problems;

  SweepFields(Problems problems) {
    this.problems = problems;
  }

  Map<String, Node> byKey(String path, Node.Mapping mapping, List<String> known) {
    Map<String, Node> values = new LinkedHashMap<>();
    for (Node.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        problems.add(
            entry.origin(),
            path + entry.key() + " is not known" + Suggestion.among(known, entry.key()));
      } else if (values.put(entry.key(), entry.value()) != null) {
        problems.add(entry.origin(), path + entry.key() + " is given twice");
      }
    }
    return values;
  }

  /** A list of texts, each once; {@code otherwise} if nothing is written. */
  List<String> texts(String path, Node written, List<String> otherwise) {
    if (written == null) {
      return otherwise;
    }
    if (written instanceof Node.Sequence sequence && !sequence.items().isEmpty()) {
      List<String> texts = sequence.items().stream().map(item -> text(path, item)).toList();
      texts.stream()
          .filter(text -> texts.indexOf(text) != texts.lastIndexOf(text))
          .distinct()
          .forEach(twice -> problems.add("", path + ": " + twice + " is given twice"));
      return texts;
    }
    problems.add(written.origin(), path + " is " + written.show() + " but must be a list");
    return otherwise;
  }

  String text(String path, Node written) {
    Optional<String> text =
        written instanceof Node.Scalar scalar && !scalar.text().isEmpty()
            ? Optional.of(scalar.text())
            : Optional.empty();
    if (text.isEmpty()) {
      problems.add(
          written == null ? "" : written.origin(),
          path + " is " + (written == null ? "missing" : written.show()) + ": a text");
    }
    return text.orElse("");
  }

  Node.Mapping mapping(String path, Node written) {
    if (written instanceof Node.Mapping mapping) {
      return mapping;
    }
    if (written != null && !(written instanceof Node.Scalar scalar && scalar.text().isEmpty())) {
      problems.add(
          written.origin(), path + " is " + written.show() + " but must hold keys with values");
    }
    return new Node.Mapping(List.of(), "");
  }

  /** A value as an override writes it: in one line. */
  static String flow(Node value) {
    if (value instanceof Node.Sequence sequence) {
      return sequence.items().stream()
          .map(SweepFields::flow)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Node.Mapping mapping) {
      return mapping.entries().stream()
          .map(entry -> entry.key() + ": " + flow(entry.value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return ((Node.Scalar) value).text();
  }
}
