package io.github.altprop.jobs.state;

import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How states are cut, so that several machines can average them: slice s has, of every vector of n
 * elements, those from n s / slices to n (s + 1) / slices.
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

  /** A slice of a trainer's parameters and statistics. */
  public List<Numbers> ofModel(Trainer trainer, int slice) {
    return cut(ModelState.vectors(trainer), slice);
  }

  /** A slice of a trainer's moments. */
  public List<Numbers> ofMoments(Trainer trainer, int slice) {
    return cut(OptimizerState.vectors(trainer), slice);
  }

  /**
   * Copies a slice to its place in a trainer.
   *
   * @param pieces one for each vector
   * @param vectors whole ones
   */
  public void put(int slice, List<Numbers> pieces, List<Tensor> vectors) {
    for (int i = 0; i < vectors.size(); i++) {
      Numbers piece = pieces.get(i);
      if (piece.size() > 0) {
        Tensor vector = vectors.get(i);
        int from = start(Math.toIntExact(vector.size()), slice);
        piece.into(vector.slice(from, piece.size()));
      }
    }
  }

  int start(int size, int slice) {
    return (int) ((long) size * slice / slices);
  }

  private List<Numbers> cut(List<Tensor> vectors, int slice) {
    List<Numbers> pieces = new ArrayList<>();
    for (Tensor vector : vectors) {
      int size = Math.toIntExact(vector.size());
      int from = start(size, slice);
      pieces.add(Numbers.of(vector, from, start(size, slice + 1) - from));
    }
    return pieces;
  }
}
