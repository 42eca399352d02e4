package io.github.altprop.evaluation.sweep;

import java.util.OptionalDouble;

/**
 * Values of several seeds in short.
 *
 * @param n how many there are
 * @param mean empty if there are none
 * @param standardError of the mean; empty for less than two values, which say nothing of the spread
 */
public record Statistic(int n, OptionalDouble mean, OptionalDouble standardError) {
  /** Of these values: their mean, and sqrt(sum of squared deviations / (n - 1) / n). */
  public static Statistic of(double... values) {
    int n = values.length;
    if (n == 0) {
      return new Statistic(0, OptionalDouble.empty(), OptionalDouble.empty());
    }
    double mean = 0;
    for (double value : values) {
      mean += value / n;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Statistic(
        n,
        OptionalDouble.of(mean),
        n == 1 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / (n - 1) / n)));
  }
}
