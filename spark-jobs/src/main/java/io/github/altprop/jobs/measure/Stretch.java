package io.github.altprop.jobs.measure;

import io.github.altprop.preprocessing.Split;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored minibatches that one task goes through.
 *
 * @param from first minibatch
 * @param to minibatch after the last
 */
record Stretch(Split split, int from, int to) implements Serializable {
  /** Examples of a task; a constant, so that sums do not depend on the size of the cluster. */
  private static final int EXAMPLES = 4096;

  /** A whole split, cut into stretches. */
  static List<Stretch> of(Split split, long examples, int batchSize) {
    int minibatches = Math.toIntExact((examples + batchSize - 1) / batchSize);
    int each = Math.max(1, EXAMPLES / batchSize);
    List<Stretch> stretches = new ArrayList<>();
    for (int from = 0; from < minibatches; from += each) {
      stretches.add(new Stretch(split, from, Math.min(minibatches, from + each)));
    }
    return stretches;
  }
}
