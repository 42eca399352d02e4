package io.github.altprop.jobs.conf;

import io.github.altprop.evaluation.sweep.FigureSpec;
import io.github.altprop.evaluation.sweep.FigureSpec.Kind;
import io.github.altprop.evaluation.sweep.Presentation;
import io.github.altprop.evaluation.sweep.Published;
import io.github.altprop.evaluation.sweep.Quantity;
import io.github.altprop.evaluation.sweep.TableSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads which tables and figures a sweep shows, and holds them against the sweep's axes. */
final class PresentationReader {
  static final List<String> TABLE =
      List.of("title", "rows", "columns", "where", "values", "published");
  static final List<String> FIGURE =
      List.of("title", "kind", "by", "where", "values", "x", "log", "layers");
  private static final String EXPERIMENT = "experiment";
  private static final String SEED = "seed";

  private final Problems problems;
  private final SweepFields fields;
  private final UnaryOperator<String> files;

  /** Values by axis, of every axis of the sweep. */
  private final Map<String, List<String>> axes;

  private final Set<String> titles = new HashSet<>();

  PresentationReader(
      Problems problems, UnaryOperator<String> files, Map<String, List<String>> axes) {
    this.problems = problems;
    this.files = files;
    this.axes = axes;
    fields = new SweepFields(problems);
  }

  /** The presentation that the keys describe; accuracies and their curves if they describe none. */
  Presentation read(Node tables, Node figures) {
    if (tables == null && figures == null) {
      return plain();
    }
    return new Presentation(
        items("tables", tables).stream().map(item -> table("tables." + item.key(), item)).toList(),
        items("figures", figures).stream()
            .map(item -> figure("figures." + item.key(), item))
            .toList());
  }

  private Presentation plain() {
    List<String> several =
        axes.keySet().stream()
            .filter(axis -> !axis.equals(SEED))
            .filter(axis -> axis.equals(EXPERIMENT) || axes.get(axis).size() > 1)
            .toList();
    List<String> accuracies = List.of("train.accuracy", "test.accuracy");
    return new Presentation(
        List.of(new TableSpec("Accuracies", several, "", Map.of(), accuracies, Optional.empty())),
        List.of(
            new FigureSpec(
                "Accuracy by epoch",
                Kind.CURVE,
                several,
                Map.of(),
                List.of("test.accuracy", "train.accuracy"),
                "",
                List.of(),
                List.of())));
  }

  private List<Node.Entry> items(String path, Node written) {
    if (written == null) {
      return List.of();
    }
    if (!(written instanceof Node.Sequence sequence)) {
      problems.add(written.origin(), path + " is " + written.show() + " but must be a list");
      return List.of();
    }
    List<Node.Entry> items = new ArrayList<>();
    for (Node item : sequence.items()) {
      items.add(new Node.Entry(Integer.toString(items.size() + 1), item, item.origin()));
    }
    return items;
  }

  private TableSpec table(String path, Node.Entry item) {
    Map<String, Node> keys = fields.byKey(path + ".", fields.mapping(path, item.value()), TABLE);
    List<String> rows = axes(path + ".rows", keys.get("rows"), List.of(EXPERIMENT));
    List<String> columns = axes(path + ".columns", keys.get("columns"), List.of());
    if (columns.size() > 1) {
      problems.add(item.origin(), path + ".columns is " + columns + " but must be one axis");
    }
    Map<String, String> where = where(path, keys.get("where"));
    requireEveryAxis(path, item, rows, columns, where);
    return new TableSpec(
        title(path, item, keys),
        rows,
        columns.isEmpty() ? "" : columns.get(0),
        where,
        quantities(path, keys.get("values")),
        published(path + ".published", keys.get("published")));
  }

  private FigureSpec figure(String path, Node.Entry item) {
    Map<String, Node> keys = fields.byKey(path + ".", fields.mapping(path, item.value()), FIGURE);
    Kind kind = kind(path, keys.get("kind"));
    List<String> by = axes(path + ".by", keys.get("by"), List.of(EXPERIMENT));
    Map<String, String> where = where(path, keys.get("where"));
    String x = kind == Kind.AGAINST ? fields.text(path + ".x", keys.get("x")) : "";
    if (kind != Kind.AGAINST && keys.containsKey("x")) {
      problems.add(item.origin(), path + ".x is for figures of kind against");
    }
    if (kind == Kind.AGAINST) {
      requireNumbers(path, item, x);
    }
    requireEveryAxis(path, item, by, x.isEmpty() ? List.of() : List.of(x), where);
    List<String> log = fields.texts(path + ".log", keys.get("log"), List.of());
    log.stream()
        .filter(axis -> !axis.equals("x") && !axis.equals("y"))
        .forEach(axis -> problems.add(item.origin(), path + ".log: " + axis + " is not x or y"));
    boolean pictures = kind == Kind.EMBEDDING;
    for (String key : pictures ? List.of("values", "log") : List.of("layers")) {
      if (keys.containsKey(key)) {
        problems.add(
            item.origin(),
            path + "." + key + " is " + (pictures ? "not " : "") + "for figures of kind embedding");
      }
    }
    List<String> values = pictures ? List.of() : quantities(path, keys.get("values"));
    List<String> layers = fields.texts(path + ".layers", keys.get("layers"), List.of());
    if (kind == Kind.CURVE) {
      values.stream()
          .flatMap(name -> Quantity.of(name).stream())
          .filter(quantity -> quantity.over().isEmpty())
          .forEach(q -> problems.add(item.origin(), path + ": " + q.name() + " has no curve"));
    }
    return new FigureSpec(title(path, item, keys), kind, by, where, values, x, log, layers);
  }

  private String title(String path, Node.Entry item, Map<String, Node> keys) {
    String title = fields.text(path + ".title", keys.get("title"));
    if (!titles.add(title)) {
      problems.add(item.origin(), path + ".title: " + title + " is another's too");
    }
    return title;
  }

  private Kind kind(String path, Node written) {
    String text = fields.text(path + ".kind", written);
    List<String> kinds = kinds();
    if (!kinds.contains(text)) {
      problems.add("", path + ".kind: " + text + " is none" + Suggestion.among(kinds, text));
      return Kind.CURVE;
    }
    return Kind.valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** What a figure may be. */
  static List<String> kinds() {
    return Arrays.stream(Kind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** One axis, or a list of them. */
  private List<String> axes(String path, Node written, List<String> otherwise) {
    List<String> chosen =
        written instanceof Node.Scalar
            ? List.of(fields.text(path, written))
            : fields.texts(path, written, otherwise);
    chosen.forEach(axis -> requireAxis(path, axis));
    return chosen;
  }

  private void requireAxis(String path, String axis) {
    if (!axes.containsKey(axis)) {
      problems.add(
          "",
          path
              + ": "
              + axis
              + " is no axis of the sweep"
              + Suggestion.among(List.copyOf(axes.keySet()), axis));
    }
  }

  private Map<String, String> where(String path, Node written) {
    Map<String, String> where = new LinkedHashMap<>();
    for (Node.Entry entry : fields.mapping(path + ".where", written).entries()) {
      String value = SweepFields.flow(entry.value());
      requireAxis(path + ".where", entry.key());
      if (!axes.getOrDefault(entry.key(), List.of(value)).contains(value)) {
        problems.add(
            entry.origin(),
            path + ".where: " + entry.key() + " is never " + value + ": " + axes.get(entry.key()));
      }
      where.put(entry.key(), value);
    }
    return where;
  }

  /** Means are over seeds alone: what else varies must be told apart, or be chosen. */
  private void requireEveryAxis(
      String path,
      Node.Entry item,
      List<String> shown,
      List<String> alsoShown,
      Map<String, String> where) {
    for (Map.Entry<String, List<String>> axis : axes.entrySet()) {
      boolean told =
          Stream.of(shown.stream(), alsoShown.stream(), where.keySet().stream())
              .flatMap(names -> names)
              .anyMatch(axis.getKey()::equals);
      if (!told && axis.getValue().size() > 1 && !axis.getKey().equals(SEED)) {
        problems.add(
            item.origin(),
            path
                + " would average over "
                + axis.getKey()
                + ": tell its values apart, or choose one with where");
      }
    }
  }

  private void requireNumbers(String path, Node.Entry item, String x) {
    requireAxis(path + ".x", x);
    for (String value : axes.getOrDefault(x, List.of())) {
      try {
        Double.parseDouble(value);
      } catch (NumberFormatException e) {
        problems.add(item.origin(), path + ".x: " + x + " has the value " + value + ", no number");
      }
    }
  }

  private List<String> quantities(String path, Node written) {
    if (written == null) {
      problems.add("", path + ".values is missing: names of quantities");
    }
    List<String> names = fields.texts(path + ".values", written, List.of("test.accuracy"));
    for (String name : names) {
      if (Quantity.of(name).isEmpty()) {
        problems.add(
            "",
            path
                + ".values: "
                + name
                + " is no quantity"
                + Suggestion.among(Quantity.names(), name));
      }
    }
    return names;
  }

  /** Values in place, or the file that holds them. */
  private Optional<Published> published(String path, Node written) {
    if (written == null) {
      return Optional.empty();
    }
    if (written instanceof Node.Mapping values) {
      return Optional.of(new PublishedReader(problems).read(path + ".", values));
    }
    String file = fields.text(path, written);
    Problems inside = new Problems(file);
    Published published =
        new PublishedReader(inside).read("", YamlReader.document(files.apply(file), inside));
    inside.raise();
    return Optional.of(published);
  }
}
