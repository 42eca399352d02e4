package io.github.altprop.jobs.conf;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what was written against a schema: collects every problem and fills in every default.
 *
 * <p>The result maps keys, in the schema's order, to doubles, longs, booleans, texts, lists of
 * numbers or of maps, and maps of these. It is only whole if no problem was found.
 */
final class Checker {
  private final Problems problems;

  Checker(Problems problems) {
    this.problems = problems;
  }

  Map<String, Object> check(Schema.Section root, Node.Mapping written) {
    return section("", root.fields(), written);
  }

  private Map<String, Object> section(String path, List<Schema> fields, Node.Mapping written) {
    Map<String, Node> values = byKey(path, fields.stream().map(Schema::key).toList(), written);
    Map<String, Object> result = new LinkedHashMap<>();
    for (Schema field : fields) {
      field(join(path, field.key()), field, Optional.ofNullable(values.get(field.key())))
          .ifPresent(value -> result.put(field.key(), value));
    }
    return result;
  }

  /** The values of the known keys; the others, and keys given twice, are problems. */
  private Map<String, Node> byKey(String path, List<String> known, Node.Mapping written) {
    Map<String, Node> values = new LinkedHashMap<>();
    for (Node.Entry entry : written.entries()) {
      String where = join(path, entry.key());
      if (!known.contains(entry.key())) {
        problems.add(
            entry.origin(),
            where
                + " is not known (its value is "
                + entry.value().show()
                + ")"
                + Suggestion.among(known, entry.key()));
      } else if (values.put(entry.key(), entry.value()) != null) {
        problems.add(entry.origin(), where + " is given twice");
      }
    }
    return values;
  }

  private Optional<Object> field(String path, Schema field, Optional<Node> written) {
    if (field instanceof Schema.Leaf leaf) {
      return leaf(path, leaf.spec(), written);
    } else if (field instanceof Schema.Text text) {
      return text(path, text, written);
    } else if (field instanceof Schema.Every) {
      return every(path, written);
    } else if (field instanceof Schema.Section section) {
      return mapping(path, written).map(below -> section(path, section.fields(), below));
    } else if (field instanceof Schema.Parts parts) {
      return mapping(path, written).map(below -> parts(path, parts.registry(), below));
    }
    return pick(path, (Schema.Pick) field, written);
  }

  private Optional<Object> leaf(String path, OptionSpec spec, Optional<Node> written) {
    if (written.isEmpty()) {
      if (spec.defaultValue() == null) {
        problems.add("", path + " is missing: " + spec.expectation() + " (" + spec.doc() + ")");
      }
      return Optional.ofNullable(spec.defaultValue());
    }
    if (spec.kind() == OptionSpec.Kind.COMPONENTS
        && written.get() instanceof Node.Sequence sequence
        && spec.admits(sequence.items().size())) {
      return Optional.of(components(path, spec, sequence));
    }
    Optional<Object> value = Values.read(spec, written.get());
    if (value.isEmpty()) {
      String hint =
          spec.kind() == OptionSpec.Kind.CHOICE
              ? Suggestion.near(spec.choices(), written.get().show())
              : "";
      problems.add(
          written.get().origin(),
          path + " is " + written.get().show() + " but must be " + spec.expectation() + hint);
    }
    return value;
  }

  private List<Object> components(String path, OptionSpec spec, Node.Sequence written) {
    Schema.Pick pick = new Schema.Pick(spec.name(), spec.registry().get(), null);
    List<Object> picked = new ArrayList<>();
    for (int i = 0; i < written.items().size(); i++) {
      pick(path + "[" + i + "]", pick, Optional.of(written.items().get(i))).ifPresent(picked::add);
    }
    return picked;
  }

  private Optional<Object> text(String path, Schema.Text text, Optional<Node> written) {
    if (written.isEmpty()) {
      if (text.defaultValue() == null) {
        problems.add("", path + " is missing: a text");
      }
      return Optional.ofNullable(text.defaultValue());
    }
    if (written.get() instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
      return Optional.of(scalar.text());
    }
    problems.add(
        written.get().origin(), path + " is " + written.get().show() + " but must be a text");
    return Optional.empty();
  }

  private Optional<Object> every(String path, Optional<Node> written) {
    if (written.isEmpty()) {
      return Optional.of(Interval.NEVER.written());
    }
    Optional<Object> value =
        written.get() instanceof Node.Scalar scalar
            ? Interval.read(scalar.text()).map(Interval::written)
            : Optional.empty();
    if (value.isEmpty()) {
      problems.add(
          written.get().origin(),
          path + " is " + written.get().show() + " but must be " + Interval.EXPECTATION);
    }
    return value;
  }

  private Optional<Node.Mapping> mapping(String path, Optional<Node> written) {
    if (written.isEmpty() || empty(written.get())) {
      return Optional.of(new Node.Mapping(List.of(), ""));
    }
    if (written.get() instanceof Node.Mapping mapping) {
      return Optional.of(mapping);
    }
    problems.add(
        written.get().origin(),
        path + " is " + written.get().show() + " but must hold keys with values");
    return Optional.empty();
  }

  private Optional<Object> pick(String path, Schema.Pick pick, Optional<Node> written) {
    Node value =
        written
            .filter(node -> !empty(node))
            .orElse(new Node.Scalar(pick.defaultName() == null ? "" : pick.defaultName(), ""));
    if (empty(value)) {
      problems.add("", path + " is missing: one of " + String.join(", ", pick.registry().names()));
      return Optional.empty();
    }
    if (value instanceof Node.Mapping mapping) {
      return named(path, pick, mapping);
    }
    Node.Entry name = new Node.Entry("name", value, value.origin());
    return named(path, pick, new Node.Mapping(List.of(name), value.origin()));
  }

  private Optional<Object> named(String path, Schema.Pick pick, Node.Mapping given) {
    Node.Mapping written = withName(pick.registry(), given);
    List<Node> names =
        written.entries().stream()
            .filter(entry -> entry.key().equals("name"))
            .map(Node.Entry::value)
            .toList();
    List<String> known = pick.registry().names();
    if (names.isEmpty()) {
      problems.add(written.origin(), path + ".name is missing: one of " + String.join(", ", known));
      return Optional.empty();
    }
    if (!(names.get(0) instanceof Node.Scalar name)
        || pick.registry().find(name.text()).isEmpty()) {
      String shown = names.get(0).show();
      problems.add(
          names.get(0).origin(),
          path
              + " is "
              + shown
              + " but there is no such "
              + pick.registry().kind()
              + Suggestion.among(known, shown));
      return Optional.empty();
    }
    List<Schema> fields = new ArrayList<>();
    fields.add(new Schema.Text("name", null));
    fields.addAll(fields(pick.registry().require(name.text())));
    return Optional.of(section(path, fields, written));
  }

  /** {@code layers: [...]} alone means {@code name: layers} too: the option names its component. */
  private static Node.Mapping withName(Registry<?> registry, Node.Mapping written) {
    if (written.entries().stream().anyMatch(entry -> entry.key().equals("name"))) {
      return written;
    }
    for (Node.Entry entry : written.entries()) {
      boolean own =
          registry.find(entry.key()).stream()
              .flatMap(component -> component.options().stream())
              .anyMatch(option -> option.name().equals(entry.key()));
      if (own) {
        List<Node.Entry> entries = new ArrayList<>(written.entries());
        Node name = new Node.Scalar(entry.key(), entry.origin());
        entries.add(new Node.Entry("name", name, entry.origin()));
        return new Node.Mapping(entries, written.origin());
      }
    }
    return written;
  }

  private Map<String, Object> parts(String path, Registry<?> registry, Node.Mapping written) {
    Map<String, Node> values = byKey(path, registry.names(), written);
    Map<String, Object> result = new LinkedHashMap<>();
    for (Component<?> component : registry.all()) {
      if (values.containsKey(component.name())) {
        String below = join(path, component.name());
        mapping(below, Optional.of(values.get(component.name())))
            .ifPresent(
                node -> result.put(component.name(), section(below, fields(component), node)));
      }
    }
    return result;
  }

  private static List<Schema> fields(Component<?> component) {
    return component.options().stream().<Schema>map(Schema.Leaf::new).toList();
  }

  private static boolean empty(Node node) {
    return node instanceof Node.Scalar scalar && scalar.text().isEmpty();
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
