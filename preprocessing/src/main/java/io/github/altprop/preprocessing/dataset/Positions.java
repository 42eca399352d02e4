package io.github.altprop.preprocessing.dataset;

/** Checks positions of an order. */
final class Positions {
  private Positions() {}

  static void check(long from, int count, long size) {
    if (from < 0 || count < 0 || from + count > size) {
      throw new IndexOutOfBoundsException(
          "positions from " + from + " to " + (from + count) + " of " + size);
    }
  }
}
