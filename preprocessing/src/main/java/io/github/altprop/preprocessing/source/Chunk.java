package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import java.io.Serializable;
import java.util.function.LongPredicate;

/**
 * A run of examples of one split that can be read on its own, in any process. Indices run from
 * {@link #firstIndex} without gaps.
 */
public interface Chunk extends Serializable {
  /** The split that the examples belong to. */
  Split split();

  /** Index of the first example. */
  long firstIndex();

  /** Number of examples. */
  int count();

  /** The labels of all examples, without decoding the images; refuses labels out of range. */
  int[] labels(FileAccess files);

  /**
   * The examples of the wanted indices, in ascending order; the others cost as little as can be.
   */
  Examples<Example> examples(FileAccess files, LongPredicate wanted);

  /** All examples, in the order of their indices. */
  default Examples<Example> examples(FileAccess files) {
    return examples(files, index -> true);
  }
}
