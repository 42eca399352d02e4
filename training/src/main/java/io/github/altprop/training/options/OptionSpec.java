package io.github.altprop.training.options;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * One option that a component understands: enough to check a value, to write its default out and to
 * explain it.
 *
 * @param name camelCase key
 * @param kind what values look like
 * @param defaultValue used when the key is absent; null if the option must be given
 * @param minimum smallest number allowed, exclusive if {@code open}; of a {@link Kind#COMPONENTS}
 *     the fewest components
 * @param maximum largest number allowed
 * @param open whether {@code minimum} itself is refused
 * @param choices allowed words of a {@link Kind#CHOICE}, else empty
 * @param registry what a {@link Kind#COMPONENTS} lists, asked for when it is needed, as registries
 *     may refer to themselves; else null
 * @param doc one sentence with the unit
 */
public record OptionSpec(
    String name,
    Kind kind,
    Object defaultValue,
    double minimum,
    double maximum,
    boolean open,
    List<String> choices,
    Supplier<Registry<?>> registry,
    String doc) {

  /** The shapes a value can have. */
  public enum Kind {
    /** A double. */
    NUMBER,
    /** A long. */
    INTEGER,
    /** A boolean. */
    FLAG,
    /** One of {@link OptionSpec#choices}. */
    CHOICE,
    /** A list of longs. */
    INTEGERS,
    /** A list of doubles. */
    NUMBERS,
    /** A list of maps, each a component's {@code name} and its options. */
    COMPONENTS
  }

  /** A number of at least 0. */
  public static OptionSpec number(String name, Double defaultValue, String doc) {
    return ranged(name, Kind.NUMBER, defaultValue, 0, Double.MAX_VALUE, false, doc);
  }

  /** A number above 0. */
  public static OptionSpec positive(String name, Double defaultValue, String doc) {
    return ranged(name, Kind.NUMBER, defaultValue, 0, Double.MAX_VALUE, true, doc);
  }

  /** A number from 0 (inclusive) to 1 (inclusive). */
  public static OptionSpec fraction(String name, Double defaultValue, String doc) {
    return ranged(name, Kind.NUMBER, defaultValue, 0, 1, false, doc);
  }

  /** A whole number of at least {@code minimum}. */
  public static OptionSpec integer(String name, Long defaultValue, int minimum, String doc) {
    return ranged(name, Kind.INTEGER, defaultValue, minimum, Integer.MAX_VALUE, false, doc);
  }

  /** A list of whole numbers of at least {@code minimum}. */
  public static OptionSpec integers(String name, List<Long> defaultValue, int minimum, String doc) {
    return ranged(name, Kind.INTEGERS, defaultValue, minimum, Integer.MAX_VALUE, false, doc);
  }

  /** A list of numbers of at least 0 and at most 1. */
  public static OptionSpec fractions(String name, List<Double> defaultValue, String doc) {
    return ranged(name, Kind.NUMBERS, defaultValue, 0, 1, false, doc);
  }

  /** A list of numbers above 0 and at most 1. */
  public static OptionSpec positiveFractions(String name, List<Double> defaultValue, String doc) {
    return ranged(name, Kind.NUMBERS, defaultValue, 0, 1, true, doc);
  }

  /** True or false. */
  public static OptionSpec flag(String name, Boolean defaultValue, String doc) {
    return ranged(name, Kind.FLAG, defaultValue, 0, 1, false, doc);
  }

  /** One of a few words. */
  public static OptionSpec choice(
      String name, String defaultValue, List<String> choices, String doc) {
    return new OptionSpec(
        name, Kind.CHOICE, defaultValue, 0, 0, false, List.copyOf(choices), null, doc);
  }

  /** A list of at least {@code fewest} components, each with options of its own. */
  public static OptionSpec components(
      String name, List<?> defaultValue, int fewest, Supplier<Registry<?>> registry, String doc) {
    return new OptionSpec(
        name,
        Kind.COMPONENTS,
        defaultValue,
        fewest,
        Integer.MAX_VALUE,
        false,
        List.of(),
        registry,
        doc);
  }

  public OptionSpec {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(doc);
  }

  /** What a value must be, in words: "a number above 0", "one of a, b". */
  public String expectation() {
    return switch (kind) {
      case NUMBER -> "a number " + range();
      case INTEGER -> "a whole number " + range();
      case INTEGERS -> "a list of whole numbers " + range();
      case NUMBERS -> "a list of numbers " + range();
      case FLAG -> "true or false";
      case CHOICE -> "one of " + String.join(", ", choices);
      case COMPONENTS ->
          "a list of " + registry.get().kind() + "s" + (minimum > 0 ? ", not empty" : "");
    };
  }

  /** Whether a number lies in this option's range. */
  public boolean admits(double value) {
    return (open ? value > minimum : value >= minimum) && value <= maximum;
  }

  private String range() {
    String low = (open ? "above " : "of at least ") + plain(minimum);
    return maximum >= Integer.MAX_VALUE ? low : low + " and at most " + plain(maximum);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static OptionSpec ranged(
      String name,
      Kind kind,
      Object defaultValue,
      double minimum,
      double maximum,
      boolean open,
      String doc) {
    return new OptionSpec(name, kind, defaultValue, minimum, maximum, open, List.of(), null, doc);
  }
}
