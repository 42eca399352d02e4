package io.github.altprop.evaluation.report;

import io.github.altprop.evaluation.chart.Unit;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Writes the numbers of a column with the same number of decimals, so that their points align. */
record Decimals(int places) {
  private static final int SIGNIFICANT = 3;
  private static final int MOST = 6;

  /** As many decimals as give the smallest of {@code values} three significant digits. */
  static Decimals of(Stream<OptionalDouble> values) {
    double smallest =
        values
            .flatMapToDouble(OptionalDouble::stream)
            .map(Math::abs)
            .filter(value -> value > 0 && Double.isFinite(value))
            .min()
            .orElse(1);
    int magnitude = (int) Math.floor(Math.log10(smallest));
    return new Decimals(Math.max(0, Math.min(MOST, SIGNIFICANT - 1 - magnitude)));
  }

  String format(OptionalDouble value) {
    return value.isPresent() && Double.isFinite(value.getAsDouble())
        ? String.format(Locale.ROOT, "%." + places + "f", value.getAsDouble())
        : Unit.UNDEFINED;
  }
}
