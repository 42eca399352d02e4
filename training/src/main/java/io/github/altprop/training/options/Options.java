package io.github.altprop.training.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Checked values of a component's options, every default filled in. */
public final class Options {
  private static final String NAME = "name";

  private final Map<String, Object> values;

  private Options(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Fills in defaults. Values must have the types {@link OptionSpec.Kind} names.
   *
   * @throws IllegalArgumentException for an unknown, missing, mistyped or out-of-range value
   */
  public static Options of(List<OptionSpec> specs, Map<String, ?> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (OptionSpec spec : specs) {
      Object value = given.get(spec.name());
      values.put(spec.name(), checked(spec, value == null ? spec.defaultValue() : value));
    }
    for (String key : given.keySet()) {
      if (!values.containsKey(key)) {
        throw new IllegalArgumentException(
            "unknown option " + key + "; there are " + String.join(", ", values.keySet()));
      }
    }
    return new Options(values);
  }

  public double number(String name) {
    return ((Number) value(name)).doubleValue();
  }

  public int integer(String name) {
    return Math.toIntExact(((Number) value(name)).longValue());
  }

  public int[] integers(String name) {
    return ((List<?>) value(name)).stream().mapToInt(v -> ((Number) v).intValue()).toArray();
  }

  public double[] numbers(String name) {
    return ((List<?>) value(name)).stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
  }

  public boolean flag(String name) {
    return (Boolean) value(name);
  }

  public String choice(String name) {
    return (String) value(name);
  }

  /** What the components of a list make, in order. */
  public <T> List<T> make(String name, Registry<Function<Options, T>> registry) {
    return ((List<?>) value(name))
        .stream()
            .map(
                picked -> {
                  Map<String, Object> options = copy((Map<?, ?>) picked);
                  var component = registry.require((String) options.remove(NAME));
                  return component.factory().apply(of(component.options(), options));
                })
            .toList();
  }

  /** All values by name, in the order of their declaration. */
  public Map<String, Object> asMap() {
    return new LinkedHashMap<>(values);
  }

  private Object value(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("option " + name + " was not declared");
    }
    return value;
  }

  private static Object checked(OptionSpec spec, Object value) {
    if (spec.kind() == OptionSpec.Kind.COMPONENTS
        && value instanceof List<?> list
        && spec.admits(list.size())
        && list.stream().allMatch(item -> item instanceof Map<?, ?>)) {
      return list.stream().map(item -> picked(spec.registry().get(), (Map<?, ?>) item)).toList();
    }
    boolean fits =
        switch (spec.kind()) {
          case NUMBER -> value instanceof Number n && spec.admits(n.doubleValue());
          case INTEGER -> whole(value) && spec.admits(((Number) value).doubleValue());
          case FLAG -> value instanceof Boolean;
          case CHOICE -> value instanceof String s && spec.choices().contains(s);
          case COMPONENTS -> false;
          case NUMBERS ->
              value instanceof List<?> list
                  && list.stream()
                      .allMatch(v -> v instanceof Number n && spec.admits(n.doubleValue()));
          case INTEGERS ->
              value instanceof List<?> list
                  && list.stream()
                      .allMatch(v -> whole(v) && spec.admits(((Number) v).doubleValue()));
        };
    if (!fits) {
      throw new IllegalArgumentException(
          spec.name() + " is " + value + " but must be " + spec.expectation());
    }
    return value;
  }

  private static Map<String, Object> picked(Registry<?> registry, Map<?, ?> given) {
    Map<String, Object> options = copy(given);
    String name = String.valueOf(options.remove(NAME));
    Map<String, Object> picked = new LinkedHashMap<>();
    picked.put(NAME, name);
    picked.putAll(of(registry.require(name).options(), options).values);
    return picked;
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put((String) key, value));
    return copy;
  }

  private static boolean whole(Object value) {
    return value instanceof Long || value instanceof Integer;
  }
}
