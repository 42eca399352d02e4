package io.github.altprop.jobs.conf;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Registry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a {@link Schema} as JSON Schema (draft 7, which editors know best), from the same
 * declarations that files are checked with.
 *
 * <p>A key that picks a component takes its bare name or an object; which options the object may
 * have depends on its {@code name}, so every component is one {@code if}/{@code then}. Layers may
 * hold layers, so each registry is written once, below {@code definitions}.
 */
final class JsonSchema {
  static final String DIALECT = "http://json-schema.org/draft-07/schema#";

  private final Map<String, Object> definitions = new LinkedHashMap<>();

  private JsonSchema() {}

  /** The schema of an experiment file, as nested maps and lists. */
  static Map<String, Object> ofExperiment(Catalog catalog) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", DIALECT);
    root.put("title", "altprop experiment");
    JsonSchema writer = new JsonSchema();
    root.putAll(writer.section(ExperimentSchema.of(catalog)));
    root.put("definitions", writer.definitions);
    return root;
  }

  private Map<String, Object> section(Schema.Section section) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Schema field : section.fields()) {
      properties.put(field.key(), field(field));
      if (isRequired(field)) {
        required.add(field.key());
      }
    }
    return object(properties, required);
  }

  private static boolean isRequired(Schema field) {
    if (field instanceof Schema.Text text) {
      return text.defaultValue() == null;
    } else if (field instanceof Schema.Leaf leaf) {
      return leaf.spec().defaultValue() == null;
    }
    return field instanceof Schema.Pick pick && pick.defaultName() == null;
  }

  private Map<String, Object> field(Schema field) {
    if (field instanceof Schema.Leaf leaf) {
      return option(leaf.spec());
    } else if (field instanceof Schema.Text text) {
      Map<String, Object> schema = type("string", text.defaultValue());
      if (!text.doc().isEmpty()) {
        schema.put("description", text.doc());
      }
      return schema;
    } else if (field instanceof Schema.Every every) {
      Map<String, Object> epochs = ordered("type", "string", "pattern", Interval.EPOCHS.pattern());
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("anyOf", List.of(ordered("type", "integer", "minimum", 0L), epochs));
      schema.put("description", every.doc());
      schema.put("default", Interval.NEVER.written());
      return schema;
    } else if (field instanceof Schema.Section section) {
      return section(section);
    } else if (field instanceof Schema.Parts parts) {
      Map<String, Object> properties = new LinkedHashMap<>();
      parts
          .registry()
          .all()
          .forEach(component -> properties.put(component.name(), options(component)));
      return object(properties, List.of());
    }
    return pick(((Schema.Pick) field).registry());
  }

  /** A reference to the definition of what a registry's components may look like. */
  private Map<String, Object> pick(Registry<?> registry) {
    String kind = registry.kind();
    if (!definitions.containsKey(kind)) {
      definitions.put(kind, Map.of()); // layers hold layers: the name stands before its content
      definitions.put(kind, definition(registry));
    }
    return Map.of("$ref", "#/definitions/" + kind);
  }

  private Map<String, Object> definition(Registry<?> registry) {
    Map<String, Object> name = choice(registry.names());
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    List<Object> cases = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (Component<?> component : registry.all()) {
      // An option that is called like its component stands for the name too: "layers: [...]".
      if (component.options().stream().anyMatch(o -> o.name().equals(component.name()))) {
        named.add(component.name());
      }
      Map<String, Object> then = options(component);
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put("name", Map.of("const", component.name()));
      properties.putAll(properties(then));
      then.put("properties", properties);
      cases.add(ordered("if", is(component, named), "then", then));
    }
    object.put("properties", Map.of("name", name));
    List<Object> keys = new ArrayList<>();
    keys.add(Map.of("required", List.of("name")));
    named.forEach(key -> keys.add(Map.of("required", List.of(key))));
    object.put("anyOf", keys);
    object.put("allOf", cases);
    Map<String, Object> either = ordered("if", Map.of("type", "object"), "then", object);
    either.put("else", name);
    return either;
  }

  private static Map<String, Object> is(Component<?> component, List<String> named) {
    Map<String, Object> byName =
        ordered(
            "properties",
            Map.of("name", Map.of("const", component.name())),
            "required",
            List.of("name"));
    return named.contains(component.name())
        ? Map.of("anyOf", List.of(byName, Map.of("required", List.of(component.name()))))
        : byName;
  }

  private Map<String, Object> options(Component<?> component) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (OptionSpec option : component.options()) {
      properties.put(option.name(), option(option));
      if (option.defaultValue() == null) {
        required.add(option.name());
      }
    }
    Map<String, Object> object = object(properties, required);
    object.put("description", component.doc());
    return object;
  }

  private Map<String, Object> option(OptionSpec option) {
    Map<String, Object> schema =
        switch (option.kind()) {
          case NUMBER -> bounded("number", option);
          case INTEGER -> bounded("integer", option);
          case FLAG -> type("boolean", null);
          case CHOICE -> choice(option.choices());
          case INTEGERS -> array(bounded("integer", option), 0);
          case NUMBERS -> array(bounded("number", option), 0);
          case COMPONENTS -> array(pick(option.registry().get()), (int) option.minimum());
        };
    schema.put("description", option.doc());
    if (option.defaultValue() != null) {
      schema.put("default", option.defaultValue());
    }
    return schema;
  }

  private static Map<String, Object> bounded(String type, OptionSpec option) {
    Map<String, Object> schema = type(type, null);
    schema.put(option.open() ? "exclusiveMinimum" : "minimum", plain(option.minimum()));
    if (option.maximum() < Integer.MAX_VALUE) {
      schema.put("maximum", plain(option.maximum()));
    }
    return schema;
  }

  private static Object plain(double value) {
    return value == Math.rint(value) ? (Object) (long) value : (Object) value;
  }

  static Map<String, Object> array(Map<String, Object> items, int fewest) {
    Map<String, Object> schema = ordered("type", "array", "items", items);
    schema.put("minItems", fewest);
    return schema;
  }

  static Map<String, Object> choice(List<String> words) {
    return ordered("type", "string", "enum", words);
  }

  static Map<String, Object> type(String type, Object defaultValue) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    if (defaultValue != null) {
      schema.put("default", defaultValue);
    }
    return schema;
  }

  static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    Map<String, Object> schema = ordered("type", "object", "properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  @SuppressWarnings("unchecked") // made by object()
  private static Map<String, Object> properties(Map<String, Object> object) {
    return (Map<String, Object>) object.get("properties");
  }

  static Map<String, Object> ordered(String key1, Object value1, String key2, Object value2) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key1, value1);
    map.put(key2, value2);
    return map;
  }
}
