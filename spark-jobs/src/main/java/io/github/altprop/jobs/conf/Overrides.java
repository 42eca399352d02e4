package io.github.altprop.jobs.conf;

import java.util.ArrayList;
import java.util.List;

/** Puts {@code key.path=value} from the command line over what a file says. */
final class Overrides {
  private Overrides() {}

  static Node.Mapping apply(Node.Mapping root, List<String> overrides, Problems problems) {
    Node.Mapping result = root;
    for (String override : overrides) {
      String origin = "--set " + override;
      int equals = override.indexOf('=');
      List<String> path =
          equals < 1 ? List.of() : List.of(override.substring(0, equals).strip().split("\\.", -1));
      if (path.isEmpty() || path.contains("")) {
        problems.add(origin, "must look like key.path=value");
      } else {
        Node value = YamlReader.value(override.substring(equals + 1), origin, problems);
        result = with(result, path, value);
      }
    }
    return result;
  }

  /** The mapping with the value at the path, which replaces all values that stood there. */
  private static Node.Mapping with(Node.Mapping mapping, List<String> path, Node value) {
    String key = path.get(0);
    Node below = value;
    if (path.size() > 1) {
      below = with(opened(mapping, key, value.origin()), path.subList(1, path.size()), value);
    }
    List<Node.Entry> entries = new ArrayList<>();
    Node.Entry replacement = new Node.Entry(key, below, value.origin());
    boolean placed = false;
    for (Node.Entry entry : mapping.entries()) {
      if (!entry.key().equals(key)) {
        entries.add(entry);
      } else if (!placed) {
        entries.add(replacement);
        placed = true;
      }
    }
    if (!placed) {
      entries.add(replacement);
    }
    return new Node.Mapping(List.copyOf(entries), mapping.origin());
  }

  /** What stands at a key, as a mapping; the short form {@code rule: bp} is {@code {name: bp}}. */
  private static Node.Mapping opened(Node.Mapping mapping, String key, String origin) {
    for (Node.Entry entry : mapping.entries()) {
      if (entry.key().equals(key)) {
        if (entry.value() instanceof Node.Mapping there) {
          return there;
        }
        if (entry.value() instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
          return new Node.Mapping(
              List.of(new Node.Entry("name", scalar, scalar.origin())), scalar.origin());
        }
      }
    }
    return new Node.Mapping(List.of(), origin);
  }
}
