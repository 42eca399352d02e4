package io.github.altprop.jobs.state;

import io.github.altprop.training.tensor.ElementType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Types, sizes and names of a state's vectors, without their numbers.
 *
 * @param empty a state like it, of vectors without elements
 * @param sizes of the vectors, in the order of {@link ModelState#vectors()}
 */
public record StateForm(ModelState empty, List<Integer> sizes) implements Serializable {
  /** The form of a state. */
  public static StateForm of(ModelState state) {
    List<Numbers> vectors = state.vectors();
    List<Numbers> none = vectors.stream().map(v -> Numbers.zeros(v.type(), 0)).toList();
    return new StateForm(
        state.with(none, state.optimizer().steps()), vectors.stream().map(Numbers::size).toList());
  }

  /** Room for the vectors of a state. */
  public Assembly room() {
    List<Numbers> room = new ArrayList<>();
    for (Numbers vector : empty.vectors()) {
      ElementType type = vector.type();
      room.add(Numbers.zeros(type, sizes.get(room.size())));
    }
    return Assembly.over(room);
  }
}
