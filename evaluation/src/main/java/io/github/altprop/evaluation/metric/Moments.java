package io.github.altprop.evaluation.metric;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * Count, mean and spread of numbers seen one at a time (Welford's update).
 *
 * @param count how many numbers
 * @param sumOfSquares sum of the squared deviations from the mean
 */
public record Moments(long count, double runningMean, double sumOfSquares) implements Serializable {
  /** No numbers yet. */
  public static final Moments NONE = new Moments(0, 0, 0);

  /** These numbers and {@code value}. */
  public Moments plus(double value) {
    double deviation = value - runningMean;
    double mean = runningMean + deviation / (count + 1);
    return new Moments(count + 1, mean, sumOfSquares + deviation * (value - mean));
  }

  /** These numbers and those of {@code other}. */
  public Moments merge(Moments other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    long total = count + other.count;
    double apart = other.runningMean - runningMean;
    return new Moments(
        total,
        runningMean + apart * other.count / total,
        sumOfSquares + other.sumOfSquares + apart * apart * count * other.count / total);
  }

  /** The mean; empty without numbers. */
  public OptionalDouble mean() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(runningMean);
  }

  /**
   * The population standard deviation sqrt(sum (x - mean)^2 / count), not divided by sqrt(count):
   * the error bars of the papers' figures show the spread, not the uncertainty of the mean. Empty
   * without numbers.
   */
  public OptionalDouble standardDeviation() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(sumOfSquares / count));
  }
}
