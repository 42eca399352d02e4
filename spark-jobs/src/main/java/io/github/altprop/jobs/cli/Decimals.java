package io.github.altprop.jobs.cli;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them. */
final class Decimals {
  private Decimals() {}

  static String two(OptionalDouble value) {
    return format("%.2f", value);
  }

  static String four(OptionalDouble value) {
    return format("%.4f", value);
  }

  private static String format(String pattern, OptionalDouble value) {
    return value.isPresent()
        ? String.format(Locale.ROOT, pattern, value.getAsDouble())
        : "undefined";
  }
}
