package io.github.altprop.jobs.conf;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of a configuration as it was written, before anything is known about its meaning: what a
 * scalar is (a number, a word) depends on the key that asks for it.
 */
sealed interface Node {
  /** Where it stands, for messages: "line 4" or "--set rule.name=bp". */
  String origin();

  /** The value as a user would recognise it, cut short if it is long. */
  String show();

  record Scalar(String text, String origin) implements Node {
    @Override
    public String show() {
      return text.isEmpty() ? "empty" : Node.shortened(text);
    }
  }

  record Sequence(List<Node> items, String origin) implements Node {
    @Override
    public String show() {
      return Node.shortened(
          items.stream().map(Node::show).collect(Collectors.joining(", ", "[", "]")));
    }
  }

  record Mapping(List<Entry> entries, String origin) implements Node {
    @Override
    public String show() {
      return Node.shortened(
          entries.stream()
              .map(e -> e.key + ": " + e.value.show())
              .collect(Collectors.joining(", ", "{", "}")));
    }
  }

  /** A key of a mapping, which may occur again in the same mapping: the reader reports that. */
  record Entry(String key, Node value, String origin) {}

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
