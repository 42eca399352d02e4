package io.github.altprop.jobs.conf;

import io.github.altprop.evaluation.sweep.FigureSpec.Kind;
import io.github.altprop.evaluation.sweep.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes what a sweep file may say as JSON Schema (draft 7). The keys are those that {@link
 * SweepReader} and {@link PresentationReader} know: a key that is new there and not described here
 * is refused when the schema is made.
 *
 * <p>Some rules of a sweep concern several keys at once, such as that a table names axes of this
 * very sweep. The schema says nothing of these; {@code sweep --dry-run} checks them.
 */
final class SweepSchema {
  private static final Map<String, Object> TEXT =
      JsonSchema.ordered("type", "string", "minLength", 1);

  private final Map<String, Object> overrides;
  private final Map<String, Object> grid;

  private SweepSchema(Catalog catalog) {
    String keys =
        ExperimentSchema.of(catalog).fields().stream()
            .map(Schema::key)
            .collect(Collectors.joining("|", "^(", ")(\\..+)?$"));
    overrides = byPattern(keys, Map.of());
    grid = byPattern(keys, list(Map.of()));
  }

  /** The schema of a sweep file, as nested maps and lists. */
  static Map<String, Object> of(Catalog catalog) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", JsonSchema.DIALECT);
    root.put("title", "altprop sweep");
    root.putAll(
        object(SweepReader.KEYS, List.of("name", "experiments"), new SweepSchema(catalog)::key));
    return root;
  }

  private Map<String, Object> key(String key) {
    return switch (key) {
      case "name" -> described(TEXT, "what the sweep is called");
      case "title" -> described(TEXT, "what it shows; the heading of its page");
      case "source" -> described(TEXT, "where that is published");
      case "experiments" ->
          described(
              experiments(),
              "a label, which tables show, and an experiment file relative to this one");
      case "set" -> described(overrides, "keys of the experiments that every point changes");
      case "grid" -> described(grid, "keys of the experiments and the values they take in turn");
      case "data" -> described(list(TEXT), "names of data sets, which --data gives addresses");
      case "seeds" -> described(list(seed()), "seeds of the points; tables show means over them");
      case "measure" ->
          described(list(JsonSchema.choice(Sweep.MEASURES)), "what is measured of each point");
      case "tables" -> {
        Map<String, Object> table =
            object(PresentationReader.TABLE, List.of("title", "values"), this::shown);
        yield described(JsonSchema.array(table, 0), "tables of the page");
      }
      case "figures" -> {
        yield described(JsonSchema.array(figure(), 0), "figures of the page");
      }
      case "quick" ->
          described(object(SweepReader.QUICK_KEYS, List.of(), this::key), "what --quick changes");
      default -> throw new IllegalStateException("not described: " + key);
    };
  }

  /** Figures of kind embedding show layers; all others show quantities. */
  private Map<String, Object> figure() {
    Map<String, Object> figure =
        object(PresentationReader.FIGURE, List.of("title", "kind"), this::shown);
    String embedding = Kind.EMBEDDING.name().toLowerCase(Locale.ROOT);
    figure.put("if", Map.of("properties", Map.of("kind", Map.of("const", embedding))));
    figure.put("then", without("values", "log"));
    Map<String, Object> other = without("layers");
    other.put("required", List.of("values"));
    figure.put("else", other);
    return figure;
  }

  private static Map<String, Object> without(String... keys) {
    Map<String, Object> refused = new LinkedHashMap<>();
    for (String key : keys) {
      refused.put(key, false);
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("properties", refused);
    return schema;
  }

  /** A key of a table or a figure. */
  private Map<String, Object> shown(String key) {
    return switch (key) {
      case "title" -> described(TEXT, "its heading, and the name of its CSV file");
      case "rows" -> described(axes(), "an axis of the sweep or a list of them: a row each");
      case "columns" -> described(TEXT, "an axis of the sweep: a group of columns each");
      case "by" -> described(axes(), "an axis or a list of them that tells lines or bars apart");
      case "where" -> described(Map.of("type", "object"), "the values of axes that it is about");
      case "values" -> described(list(quantity()), "names of quantities");
      case "published" ->
          described(Map.of("type", List.of("string", "object")), "the file of what a paper prints");
      case "kind" -> described(JsonSchema.choice(PresentationReader.kinds()), "what is drawn");
      case "x" -> described(TEXT, "the key of the grid that a figure of kind against runs over");
      case "layers" -> described(list(TEXT), "the layers whose pictures are shown");
      case "log" -> described(list(JsonSchema.choice(List.of("x", "y"))), "logarithmic axes");
      default -> throw new IllegalStateException("not described: " + key);
    };
  }

  private Map<String, Object> experiments() {
    Map<String, Object> labels = JsonSchema.ordered("type", "object", "minProperties", 1);
    labels.put("additionalProperties", experiment());
    return labels;
  }

  private Map<String, Object> experiment() {
    Map<String, Object> entry =
        object(
            List.of("file", "set"),
            List.of("file"),
            key -> key.equals("file") ? described(TEXT, "an experiment file") : overrides);
    return Map.of("anyOf", List.of(TEXT, entry));
  }

  private static Map<String, Object> quantity() {
    String names =
        Quantity.names().stream()
            .map(name -> name.replace(".", "\\."))
            .collect(Collectors.joining("|", "^(", ")(\\[.+\\])?$"));
    return JsonSchema.ordered("type", "string", "pattern", names);
  }

  private static Map<String, Object> seed() {
    return JsonSchema.ordered("type", "integer", "minimum", 0);
  }

  private static Map<String, Object> axes() {
    return Map.of("anyOf", List.of(TEXT, list(TEXT)));
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return JsonSchema.array(items, 1);
  }

  private static Map<String, Object> object(
      List<String> keys, List<String> required, Function<String, Map<String, Object>> describe) {
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key, describe.apply(key)));
    return JsonSchema.object(properties, required);
  }

  private static Map<String, Object> byPattern(String pattern, Map<String, Object> value) {
    Map<String, Object> schema = JsonSchema.type("object", null);
    schema.put("patternProperties", Map.of(pattern, value));
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> described(Map<String, Object> schema, String doc) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("description", doc);
    described.putAll(schema);
    return described;
  }
}
