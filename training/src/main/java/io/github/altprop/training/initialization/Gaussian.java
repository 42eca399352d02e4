package io.github.altprop.training.initialization;

import java.util.SplittableRandom;

/**
 * Standard normal numbers by Marsaglia's polar method: written out, because the JDK may change how
 * its generators draw them, and a seed must mean the same weights for ever.
 */
public final class Gaussian {
  private final SplittableRandom random;
  private double spare = Double.NaN;

  /** The same seed gives the same numbers. */
  public Gaussian(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The next number. */
  public double next() {
    if (!Double.isNaN(spare)) {
      double value = spare;
      spare = Double.NaN;
      return value;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * random.nextDouble() - 1;
      y = 2 * random.nextDouble() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spare = y * factor;
    return x * factor;
  }

  /** The next {@code count} numbers. */
  public double[] next(int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = next();
    }
    return values;
  }
}
