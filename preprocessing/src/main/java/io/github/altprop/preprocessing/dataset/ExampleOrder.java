package io.github.altprop.preprocessing.dataset;

import java.util.List;

/** The order in which the examples of a split are visited: which example is at which position. */
public interface ExampleOrder {
  /** Number of positions. */
  long size();

  /**
   * Where the examples at some positions are.
   *
   * @param from first position
   * @param count number of positions
   * @param rowGroup receives the row group of each
   * @param row receives the row in that row group of each
   */
  void locate(long from, int count, int[] rowGroup, int[] row);

  /**
   * The row groups that should be in memory to go on from a position; equal as long as they are the
   * same. Safe for use by any thread.
   */
  List<Integer> neighbourhood(long position);
}
