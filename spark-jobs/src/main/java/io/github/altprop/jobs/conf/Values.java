package io.github.altprop.jobs.conf;

import io.github.altprop.training.options.OptionSpec;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads single values as the option that asks for them wants them. */
final class Values {
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,19}");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,5})?");

  private Values() {}

  /** The value, or nothing if it is mistyped or out of range. */
  static Optional<Object> read(OptionSpec spec, Node node) {
    if (spec.kind() == OptionSpec.Kind.INTEGERS) {
      return list(node, text -> integer(text).filter(value -> spec.admits(value)));
    } else if (spec.kind() == OptionSpec.Kind.NUMBERS) {
      return list(node, text -> number(text).filter(spec::admits));
    }
    if (!(node instanceof Node.Scalar scalar)) {
      return Optional.empty();
    }
    String text = scalar.text();
    return switch (spec.kind()) {
      case NUMBER -> number(text).filter(spec::admits).map(value -> (Object) value);
      case INTEGER -> integer(text).filter(v -> spec.admits(v)).map(value -> (Object) value);
      case FLAG ->
          text.equals("true") || text.equals("false")
              ? Optional.of(Boolean.valueOf(text))
              : Optional.empty();
      case CHOICE -> Optional.of((Object) text).filter(spec.choices()::contains);
      case INTEGERS, NUMBERS -> throw new IllegalStateException("read above");
      case COMPONENTS -> Optional.empty();
    };
  }

  /** All values of a list, or nothing if one of them cannot be read. */
  private static <T> Optional<Object> list(Node node, Function<String, Optional<T>> item) {
    if (!(node instanceof Node.Sequence sequence)) {
      return Optional.empty();
    }
    List<T> values =
        sequence.items().stream()
            .flatMap(i -> i instanceof Node.Scalar s ? item.apply(s.text()).stream() : null)
            .toList();
    return values.size() == sequence.items().size() ? Optional.of(values) : Optional.empty();
  }

  private static Optional<Double> number(String text) {
    return DECIMAL.matcher(text).matches() ? Optional.of(Double.valueOf(text)) : Optional.empty();
  }

  private static Optional<Long> integer(String text) {
    return WHOLE.matcher(text).matches()
        ? Optional.of(new BigInteger(text)).filter(v -> v.bitLength() < 64).map(v -> v.longValue())
        : Optional.empty();
  }
}
