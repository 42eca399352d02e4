package io.github.altprop.evaluation.theory;

import java.util.BitSet;

/** The signs of an array: a bit a number for positive ones, another for negative ones. */
final class Signs {
  private final BitSet positive = new BitSet();
  private final BitSet negative = new BitSet();

  private Signs() {}

  static Signs of(double... values) {
    Signs signs = new Signs();
    for (int i = 0; i < values.length; i++) {
      signs.positive.set(i, values[i] > 0);
      signs.negative.set(i, values[i] < 0);
    }
    return signs;
  }

  /** How many numbers have the opposite sign in {@code values}; 0 has none. */
  int flips(double... values) {
    Signs now = of(values);
    now.positive.and(negative);
    now.negative.and(positive);
    return now.positive.cardinality() + now.negative.cardinality();
  }
}
