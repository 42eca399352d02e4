package io.github.altprop.preprocessing.dataset;

import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The order in which an epoch visits the examples of a split: a pure function of (seed, epoch,
 * sizes of the row groups), so that it depends neither on the number of workers nor on a retry or
 * resume.
 *
 * <p>Row groups are shuffled; then examples are shuffled within windows of consecutive row groups.
 * So an epoch can be streamed with one window in memory, and since shards are written in random
 * order, a window is a fair sample of the data set.
 *
 * <p>Not safe for use by several threads: the last window is kept.
 */
public final class SampleOrder implements ExampleOrder {
  /** A window has at least this many examples, if the split has. */
  public static final int WINDOW_ROWS = 8_192;

  private static final long WINDOW_BYTES = 256L << 20;
  private static final int LEAST_WINDOW_ROWS = 512;
  private static final long GROUPS = 1;
  private static final long ROWS = 2;

  private final long seed;
  private final int epoch;
  private final int[] groupRows;

  /** Row groups in the order of the epoch. */
  private final int[] groups;

  /** For each window its first row group, as a position in {@link #groups}; one more at the end. */
  private final int[] windowGroups;

  /** For each window its first position; one more at the end. */
  private final long[] windowStarts;

  private int window = -1;
  private int[] windowOrder = {};

  /**
   * @param seed of the run
   * @param epoch from 1
   * @param groupRows number of examples of each row group
   * @param windowRows least number of examples of a window; see {@link #windowRows}
   */
  public SampleOrder(long seed, int epoch, int[] groupRows, int windowRows) {
    this.seed = seed;
    this.epoch = epoch;
    this.groupRows = groupRows.clone();
    this.groups = shuffled(groupRows.length, Seeds.random(seed, epoch, GROUPS));
    long rows = 0;
    for (int size : groupRows) {
      rows += size;
    }
    int windows = (int) Math.max(1, rows / windowRows);
    this.windowGroups = new int[windows + 1];
    this.windowStarts = new long[windows + 1];
    long position = 0;
    int next = 1;
    for (int i = 0; i < groups.length; i++) {
      position += groupRows[groups[i]];
      // Cut where the windows would end if all were of one size.
      while (next < windows && position >= rows * next / windows) {
        windowGroups[next] = i + 1;
        windowStarts[next] = position;
        next++;
      }
    }
    windowGroups[windows] = groups.length;
    windowStarts[windows] = position;
  }

  /** The order of a training epoch over a split, with the window that suits its images. */
  public static SampleOrder of(long seed, int epoch, SplitManifest split, ImageShape image) {
    return new SampleOrder(seed, epoch, split.rowGroupSizes(), windowRows(image));
  }

  /** {@link #WINDOW_ROWS}, or fewer if images are so large that a window would not fit memory. */
  public static int windowRows(ImageShape image) {
    long fitting = WINDOW_BYTES / image.values();
    return (int) Math.max(LEAST_WINDOW_ROWS, Math.min(WINDOW_ROWS, fitting));
  }

  @Override
  public long size() {
    return windowStarts[windowStarts.length - 1];
  }

  @Override
  public void locate(long from, int count, int[] rowGroup, int[] row) {
    Positions.check(from, count, size());
    for (int i = 0; i < count; i++) {
      long position = from + i;
      seek(position);
      int ordinal = windowOrder[(int) (position - windowStarts[window])];
      int at = windowGroups[window];
      while (ordinal >= groupRows[groups[at]]) {
        ordinal -= groupRows[groups[at++]];
      }
      rowGroup[i] = groups[at];
      row[i] = ordinal;
    }
  }

  @Override
  public List<Integer> neighbourhood(long position) {
    Positions.check(position, 1, size());
    int around = windowOf(position);
    return Arrays.stream(groups, windowGroups[around], windowGroups[around + 1]).boxed().toList();
  }

  private int windowOf(long position) {
    int found = 0;
    while (position >= windowStarts[found + 1]) {
      found++;
    }
    return found;
  }

  /** Makes the window of a position the current one. */
  private void seek(long position) {
    if (window >= 0 && position >= windowStarts[window] && position < windowStarts[window + 1]) {
      return;
    }
    int found = windowOf(position);
    window = found;
    int rows = Math.toIntExact(windowStarts[found + 1] - windowStarts[found]);
    windowOrder = shuffled(rows, Seeds.random(seed, epoch, ROWS, found));
  }

  /** A random permutation of 0..n-1. Source: Durstenfeld 1964, algorithm 235. */
  private static int[] shuffled(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
