package io.github.altprop.jobs.conf;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into {@link Node}s. Only composes: YAML's own typing (where {@code no} is false and
 * {@code 1e-5} a word) and its silent last-key-wins never apply.
 */
final class YamlReader {
  private final Problems problems;
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private final String fixedOrigin;

  private YamlReader(Problems problems, String fixedOrigin) {
    this.problems = problems;
    this.fixedOrigin = fixedOrigin;
  }

  /**
   * Reads a file's text.
   *
   * @throws io.github.altprop.jobs.UserError if it is no YAML; what it lacks would say nothing then
   */
  static Node.Mapping document(String text, Problems problems) {
    Node root = new YamlReader(problems, "").read(text);
    if (root instanceof Node.Mapping mapping) {
      return mapping;
    }
    problems.raise();
    if (!(root instanceof Node.Scalar scalar && scalar.text().isEmpty())) {
      problems.add(root.origin(), root.show() + " is not a list of keys and values");
    }
    return new Node.Mapping(List.of(), "");
  }

  /** Reads the value of an override. */
  static Node value(String text, String origin, Problems problems) {
    return new YamlReader(problems, origin).read(text);
  }

  private Node read(String text) {
    try {
      Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      org.yaml.snakeyaml.nodes.Node root = yaml.compose(new StringReader(text));
      return root == null ? new Node.Scalar("", fixedOrigin) : convert(root);
    } catch (MarkedYAMLException e) {
      String line = e.getProblemMark() == null ? "" : "line " + (e.getProblemMark().getLine() + 1);
      problems.add(fixedOrigin.isEmpty() ? line : fixedOrigin, "not YAML: " + reason(e));
    } catch (YAMLException e) {
      problems.add(fixedOrigin, "not YAML: " + e.getMessage());
    }
    return new Node.Scalar("", fixedOrigin);
  }

  private static String reason(MarkedYAMLException e) {
    return Stream.of(e.getContext(), e.getProblem())
        .filter(part -> part != null && !part.isBlank())
        .reduce((context, problem) -> context + ", " + problem)
        .orElse("syntax error");
  }

  private Node convert(org.yaml.snakeyaml.nodes.Node node) {
    String origin =
        fixedOrigin.isEmpty() ? "line " + (node.getStartMark().getLine() + 1) : fixedOrigin;
    if (node instanceof ScalarNode scalar) {
      return new Node.Scalar(scalar.getValue().strip(), origin);
    }
    if (!open.add(node)) {
      throw new YAMLException("an alias refers to what contains it");
    }
    Node converted =
        node instanceof SequenceNode sequence
            ? new Node.Sequence(sequence.getValue().stream().map(this::convert).toList(), origin)
            : new Node.Mapping(entries((MappingNode) node), origin);
    open.remove(node);
    return converted;
  }

  private List<Node.Entry> entries(MappingNode mapping) {
    List<Node.Entry> entries = new ArrayList<>();
    List<Node.Entry> merged = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
        merged.addAll(merged(convert(tuple.getValueNode())));
        continue;
      }
      Node key = convert(tuple.getKeyNode());
      if (key instanceof Node.Scalar scalar) {
        entries.add(new Node.Entry(scalar.text(), convert(tuple.getValueNode()), key.origin()));
      } else {
        problems.add(key.origin(), key.show() + " cannot be a key");
      }
    }
    Set<String> own = entries.stream().map(Node.Entry::key).collect(Collectors.toSet());
    merged.stream().filter(entry -> own.add(entry.key())).forEach(entries::add);
    return entries;
  }

  /** What a merge key, {@code <<: *anchor}, brings in: keys that are not given themselves. */
  private List<Node.Entry> merged(Node value) {
    List<Node> sources =
        value instanceof Node.Sequence sequence ? sequence.items() : List.of(value);
    List<Node.Entry> entries = new ArrayList<>();
    for (Node source : sources) {
      if (source instanceof Node.Mapping mapping) {
        entries.addAll(mapping.entries());
      } else {
        problems.add(
            source.origin(), source.show() + " cannot be merged; expected keys and values");
      }
    }
    return entries;
  }
}
