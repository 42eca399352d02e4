package io.github.altprop.preprocessing.selection;

import io.github.altprop.preprocessing.BadInputException;
import java.util.OptionalInt;

/**
 * What to select.
 *
 * @param seed what all choices are drawn from
 * @param classes how many classes to keep; all of them if empty
 * @param subset how many training examples to keep, of those of the kept classes; all if empty
 * @param labelNoise which fraction of the kept training labels to replace by another class, 0 to 1
 */
public record SelectionOptions(
    long seed, OptionalInt classes, OptionalInt subset, double labelNoise) {
  public SelectionOptions {
    if (classes.isPresent() && classes.getAsInt() < 2) {
      throw new BadInputException("classes: " + classes.getAsInt() + "; expected at least 2");
    }
    if (subset.isPresent() && subset.getAsInt() < 1) {
      throw new BadInputException("subset: " + subset.getAsInt() + "; expected at least 1");
    }
    if (!(labelNoise >= 0 && labelNoise <= 1)) {
      throw new BadInputException("label-noise: " + labelNoise + "; expected 0 to 1");
    }
  }

  /** Everything, as it is. */
  public static SelectionOptions everything(long seed) {
    return new SelectionOptions(seed, OptionalInt.empty(), OptionalInt.empty(), 0);
  }
}
