package io.github.altprop.jobs.state;

import io.github.altprop.training.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts vectors together from pieces that arrive in any order. The next state is built so while
 * slices of it come in.
 */
public final class Assembly {
  /** So many elements of some workers stay in a core's cache. */
  private static final int AVERAGED_AT_ONCE = 1 << 13;

  private final List<Numbers> vectors;

  private Assembly(List<Numbers> vectors) {
    this.vectors = vectors;
  }

  /**
   * New vectors.
   *
   * @param like vectors of the same types and sizes
   */
  public static Assembly like(List<Numbers> like) {
    return new Assembly(like.stream().map(v -> Numbers.zeros(v.type(), v.size())).toList());
  }

  /**
   * New vectors in the memory of old ones.
   *
   * @param spent vectors that nobody reads any more; they are overwritten
   */
  public static Assembly over(List<Numbers> spent) {
    return new Assembly(List.copyOf(spent));
  }

  /**
   * Copies a slice to its place.
   *
   * @param pieces one for each vector
   */
  public void put(Slicing slicing, int slice, List<Numbers> pieces) {
    List<Long> sizes = vectors.stream().map(vector -> (long) vector.size()).toList();
    List<Slicing.Piece> places = slicing.places(sizes, slice);
    for (int i = 0; i < vectors.size(); i++) {
      vectors.get(i).put(places.get(i).from(), pieces.get(i));
    }
  }

  /**
   * A slice of vectors that is to be put into others.
   *
   * @param numbers a piece of each vector
   */
  public record Piece(Slicing slicing, int slice, List<Numbers> numbers) implements Serializable {
    /** A copy of a slice. */
    public static Piece of(List<Numbers> vectors, Slicing slicing, int slice) {
      List<Slicing.Piece> places =
          slicing.places(vectors.stream().map(v -> (long) v.size()).toList(), slice);
      List<Numbers> numbers = new ArrayList<>();
      for (int i = 0; i < places.size(); i++) {
        numbers.add(vectors.get(i).copy(places.get(i).from(), places.get(i).count()));
      }
      return new Piece(slicing, slice, numbers);
    }
  }

  /** Copies a piece to its place. */
  public void put(Piece piece) {
    put(piece.slicing(), piece.slice(), piece.numbers());
  }

  /**
   * Fills every vector with the mean of what workers have for it, on all cores of this process.
   *
   * @param workers each one's tensors, one for each vector; nobody may change them meanwhile
   * @param weights of the workers
   */
  public void average(List<List<Tensor>> workers, List<Long> weights) {
    for (int i = 0; i < vectors.size(); i++) {
      int vector = i;
      average(vectors.get(i), workers.stream().map(w -> w.get(vector)).toList(), weights);
    }
  }

  private static void average(Numbers mean, List<Tensor> workers, List<Long> weights) {
    int pieces = (mean.size() + AVERAGED_AT_ONCE - 1) / AVERAGED_AT_ONCE;
    IntStream.range(0, pieces)
        .parallel()
        .forEach(
            piece -> {
              int from = piece * AVERAGED_AT_ONCE;
              int count = Math.min(AVERAGED_AT_ONCE, mean.size() - from);
              List<Numbers> parts = workers.stream().map(w -> Numbers.of(w, from, count)).toList();
              mean.put(from, Numbers.mean(parts, weights));
            });
  }

  /** The vectors, once every piece is in its place. */
  public List<Numbers> vectors() {
    return vectors;
  }
}
