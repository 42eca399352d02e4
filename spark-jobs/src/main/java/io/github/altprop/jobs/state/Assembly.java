package io.github.altprop.jobs.state;

import java.util.List;

/** Vectors that are put together slice by slice, in whatever order the slices arrive. */
public final class Assembly {
  private final Slicing slicing;
  private final List<Numbers> vectors;

  /**
   * @param like vectors of the same types and sizes
   */
  public Assembly(Slicing slicing, List<Numbers> like) {
    this.slicing = slicing;
    vectors = like.stream().map(v -> Numbers.zeros(v.type(), v.size())).toList();
  }

  /**
   * Copies a slice to its place.
   *
   * @param pieces one for each vector
   */
  public void put(int slice, List<Numbers> pieces) {
    for (int i = 0; i < vectors.size(); i++) {
      vectors.get(i).put(slicing.start(vectors.get(i).size(), slice), pieces.get(i));
    }
  }

  /** The vectors, once every slice is in its place. */
  public List<Numbers> vectors() {
    return vectors;
  }
}
