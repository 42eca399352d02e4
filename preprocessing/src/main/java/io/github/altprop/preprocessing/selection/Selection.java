package io.github.altprop.preprocessing.selection;

import io.github.altprop.preprocessing.Split;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The label of every example of a source in the data set to be made.
 *
 * @param originalClasses for each label of the data set its number in the source
 * @param labels for each split the new label by index, {@link #DROPPED} for examples left out
 * @param relabelled how many training labels are noise
 */
public record Selection(List<Integer> originalClasses, Map<Split, int[]> labels, int relabelled)
    implements Serializable {
  /** In place of a label: the example is left out. */
  public static final int DROPPED = -1;

  /** New label of an example, or {@link #DROPPED}. */
  public int label(Split split, long index) {
    return labels.get(split)[Math.toIntExact(index)];
  }

  /** Number of examples that a split keeps. */
  public int kept(Split split) {
    int kept = 0;
    for (int label : labels.get(split)) {
      kept += label == DROPPED ? 0 : 1;
    }
    return kept;
  }
}
