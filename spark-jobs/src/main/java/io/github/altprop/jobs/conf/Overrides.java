package io.github.altprop.jobs.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Puts {@code key.path=value} from the command line over what a file says. Another name of a
 * component starts from that component's defaults: keys that the file has for the one before are
 * dropped.
 */
final class Overrides {
  private static final String ORIGIN = "--set ";
  private static final String NAME = "name";

  private final Set<String> components;
  private final Problems problems;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param components keys that pick a component by its name
   */
  Overrides(Set<String> components, Problems problems) {
    this.components = Set.copyOf(components);
    this.problems = problems;
  }

  Node.Mapping apply(Node.Mapping root, List<String> overrides) {
    Node.Mapping result = root;
    for (String override : overrides) {
      String origin = ORIGIN + override;
      int equals = override.indexOf('=');
      List<String> path =
          equals < 1 ? List.of() : List.of(override.substring(0, equals).strip().split("\\.", -1));
      if (path.isEmpty() || path.contains("")) {
        problems.add(origin, "must look like key.path=value");
      } else {
        Node value = YamlReader.value(override.substring(equals + 1), origin, problems);
        boolean renames =
            path.size() == 2 && path.get(1).equals(NAME) && components.contains(path.get(0));
        if (renames) {
          result = with(result, path.subList(0, 1), renamed(result, path.get(0), value));
        } else {
          result = with(result, path, value);
        }
      }
    }
    return result;
  }

  /** What the overrides dropped, for the user to know. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** A component under another name: of its keys only those that were set, not written, stay. */
  private Node.Mapping renamed(Node.Mapping root, String key, Node name) {
    Node.Mapping before = opened(root, key, name.origin());
    List<Node.Entry> kept = new ArrayList<>();
    kept.add(new Node.Entry(NAME, name, name.origin()));
    List<String> dropped = new ArrayList<>();
    for (Node.Entry entry : before.entries()) {
      boolean same = entry.key().equals(NAME) && entry.value().show().equals(name.show());
      if (same) {
        return before;
      }
      if (entry.origin().startsWith(ORIGIN) && !entry.key().equals(NAME)) {
        kept.add(entry);
      } else if (!entry.key().equals(NAME)) {
        dropped.add(key + "." + entry.key());
      }
    }
    if (!dropped.isEmpty()) {
      notes.add(
          name.origin()
              + ": starts from the defaults of "
              + name.show()
              + "; dropped "
              + String.join(", ", dropped));
    }
    return new Node.Mapping(List.copyOf(kept), name.origin());
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
