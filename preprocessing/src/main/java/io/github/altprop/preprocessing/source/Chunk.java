package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.Split;
import java.io.Serializable;

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

  /** The examples, in the order of their indices. */
  Examples examples(FileAccess files);
}
