package io.github.altprop.preprocessing.synthetic;

import java.util.SplittableRandom;

/** Bell-shaped random numbers, cheap and the same on every machine. */
final class Bell {
  private Bell() {}

  /**
   * A number of mean 0 and standard deviation 1, within 3.47 of 0: the sum of the four 16-bit parts
   * of one random word.
   */
  static double next(SplittableRandom random) {
    long word = random.nextLong();
    long sum = (word & 0xffff) + (word >>> 16 & 0xffff) + (word >>> 32 & 0xffff) + (word >>> 48);
    return (sum / 65536.0 - 2) * Math.sqrt(3);
  }
}
