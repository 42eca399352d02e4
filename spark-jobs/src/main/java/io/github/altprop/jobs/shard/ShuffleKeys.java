package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.Seeds;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.selection.Selection;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.Partitioner;

/**
 * Shuffles a split: each example has a key, a bijective mix of (seed, split, index), and the shards
 * hold the examples in the order of their keys, each file the same number of them. So the order
 * depends on nothing but the seed, and is known before anything is read.
 */
final class ShuffleKeys extends Partitioner {
  private static final long serialVersionUID = 1L;
  private static final long SHUFFLE = 0x73687566666c65L;

  private final KeyFunction function;

  /** The key of the first example of each file. */
  private final long[] firstKeys;

  private ShuffleKeys(KeyFunction function, long[] firstKeys) {
    this.function = function;
    this.firstKeys = firstKeys;
  }

  /** The indices of the examples that a selection keeps, in the order of their keys. */
  static int[] order(long seed, Split split, Selection selection) {
    KeyFunction function = new KeyFunction(seed, split);
    long[] keys = sortedKeys(function, selection);
    int[] labels = selection.labels().get(split);
    int[] order = new int[keys.length];
    for (int index = 0; index < labels.length; index++) {
      if (labels[index] != Selection.DROPPED) {
        order[Arrays.binarySearch(keys, function.key(index))] = index;
      }
    }
    return order;
  }

  /** Gives an example its key. */
  private record KeyFunction(long seed, Split split) implements Serializable {
    long key(long index) {
      return Seeds.derive(seed, SHUFFLE, split.stream(), index);
    }
  }

  /** The keys of the examples that a selection keeps, in files of the given number of rows. */
  static ShuffleKeys of(long seed, Split split, Selection selection, int rowsPerFile) {
    KeyFunction function = new KeyFunction(seed, split);
    long[] keys = sortedKeys(function, selection);
    long[] firstKeys = new long[(keys.length + rowsPerFile - 1) / rowsPerFile];
    for (int file = 0; file < firstKeys.length; file++) {
      firstKeys[file] = keys[file * rowsPerFile];
    }
    return new ShuffleKeys(function, firstKeys);
  }

  private static long[] sortedKeys(KeyFunction function, Selection selection) {
    int[] labels = selection.labels().get(function.split);
    long[] keys = new long[selection.kept(function.split)];
    int kept = 0;
    for (int index = 0; index < labels.length; index++) {
      if (labels[index] != Selection.DROPPED) {
        keys[kept++] = function.key(index);
      }
    }
    Arrays.sort(keys);
    return keys;
  }

  /** The key of an example. */
  long key(long index) {
    return function.key(index);
  }

  /** Number of files. */
  @Override
  public int numPartitions() {
    return firstKeys.length;
  }

  /** The file that a key belongs to. */
  @Override
  public int getPartition(Object key) {
    int found = Arrays.binarySearch(firstKeys, (Long) key);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShuffleKeys keys
        && function.equals(keys.function)
        && Arrays.equals(firstKeys, keys.firstKeys);
  }

  @Override
  public int hashCode() {
    return 31 * function.hashCode() + Arrays.hashCode(firstKeys);
  }
}
