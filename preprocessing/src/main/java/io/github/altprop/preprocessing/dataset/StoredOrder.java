package io.github.altprop.preprocessing.dataset;

import java.util.Arrays;
import java.util.List;

/** The order in which examples are stored; for evaluation. */
public final class StoredOrder implements ExampleOrder {
  /** For each row group the position of its first row; one more at the end. */
  private final long[] starts;

  /**
   * @param groupRows number of examples of each row group
   */
  public StoredOrder(int[] groupRows) {
    starts = new long[groupRows.length + 1];
    for (int group = 0; group < groupRows.length; group++) {
      starts[group + 1] = starts[group] + groupRows[group];
    }
  }

  @Override
  public long size() {
    return starts[starts.length - 1];
  }

  @Override
  public void locate(long from, int count, int[] rowGroup, int[] row) {
    Positions.check(from, count, size());
    int group = group(from);
    for (int i = 0; i < count; i++) {
      long position = from + i;
      while (position >= starts[group + 1]) {
        group++;
      }
      rowGroup[i] = group;
      row[i] = (int) (position - starts[group]);
    }
  }

  @Override
  public List<Integer> neighbourhood(long position) {
    Positions.check(position, 1, size());
    return List.of(group(position));
  }

  /** The row group of a position. */
  private int group(long position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }
}
