package io.github.altprop.jobs.state;

import io.github.altprop.training.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How states are cut, so that several machines can average them. Of vectors of n elements in all,
 * one after the other, slice s has those from n s / slices to n (s + 1) / slices: a piece of every
 * vector, most of them without elements. In a file of some vectors it is one stretch of bytes.
 *
 * @param slices how many, at least 1
 */
public record Slicing(int slices) implements Serializable {
  /** Less is not worth a task of its own. */
  private static final long LEAST_BYTES = 1 << 18;

  /**
   * The driver holds some slices besides a state, up to eight at once: more would weigh on its
   * memory.
   */
  private static final int PART_OF_A_STATE = 16;

  /** Smaller ones are no weight, and each is a task. */
  private static final long SMALL_BYTES = 1 << 22;

  /** Larger ones come late to the next who waits for them. */
  private static final long MOST_BYTES = 1 << 24;

  /**
   * As many slices as suit a state: a multiple of the workers, so that all have an equal part in
   * averaging, but none under 256 KB; at most a sixteenth of the state or 4 MB, and 16 MB.
   *
   * @param bytes of the state
   */
  public static Slicing of(long bytes, int workers) {
    long most = Math.max(1, bytes / LEAST_BYTES);
    if (most <= workers) {
      return new Slicing((int) most);
    }
    long largest = Math.min(MOST_BYTES, Math.max(SMALL_BYTES, bytes / PART_OF_A_STATE));
    return new Slicing(Math.toIntExact(workers * (1 + (bytes - 1) / (workers * largest))));
  }

  /**
   * A slice of some vectors.
   *
   * @return a copied piece of each
   */
  public List<Numbers> cut(List<Tensor> vectors, int slice) {
    List<Piece> places = places(vectors.stream().map(Tensor::size).toList(), slice);
    List<Numbers> pieces = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      pieces.add(Numbers.of(vectors.get(i), places.get(i).from(), places.get(i).count()));
    }
    return pieces;
  }

  /**
   * Copies a slice to its place.
   *
   * @param pieces one for each vector
   * @param vectors whole ones
   */
  public void put(int slice, List<Numbers> pieces, List<Tensor> vectors) {
    List<Piece> places = places(vectors.stream().map(Tensor::size).toList(), slice);
    for (int i = 0; i < vectors.size(); i++) {
      Piece place = places.get(i);
      if (place.count() > 0) {
        pieces.get(i).into(vectors.get(i).slice(place.from(), place.count()));
      }
    }
  }

  /**
   * The slices that have elements of some vectors.
   *
   * @param sizes of all vectors
   * @param from first of those vectors
   * @param to vector after the last
   */
  public List<Integer> of(List<Integer> sizes, int from, int to) {
    List<Long> all = sizes.stream().map(Integer::longValue).toList();
    return IntStream.range(0, slices)
        .filter(
            slice ->
                places(all, slice).subList(from, to).stream().anyMatch(piece -> piece.count() > 0))
        .boxed()
        .toList();
  }

  /** Where a slice's piece of a vector lies in it. */
  record Piece(int from, int count) {}

  /**
   * Where a slice's pieces lie.
   *
   * @param sizes of the vectors
   */
  List<Piece> places(List<Long> sizes, int slice) {
    long all = sizes.stream().mapToLong(Long::longValue).sum();
    long start = all * slice / slices;
    long end = all * (slice + 1) / slices;
    List<Piece> places = new ArrayList<>();
    long before = 0;
    for (long size : sizes) {
      long from = Math.min(size, Math.max(0, start - before));
      long to = Math.min(size, Math.max(0, end - before));
      places.add(new Piece(Math.toIntExact(from), Math.toIntExact(to - from)));
      before += size;
    }
    return places;
  }
}
