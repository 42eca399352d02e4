package io.github.altprop.preprocessing;

/** What comes of reading one example of a source. */
public sealed interface Reading permits Example, Rejection {
  /** Ordinal in the split of the source. */
  long index();
}
