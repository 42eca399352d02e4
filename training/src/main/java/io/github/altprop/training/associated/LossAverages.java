package io.github.altprop.training.associated;

import java.util.ArrayList;
import java.util.List;

/** The losses of every component, averaged over examples. */
public final class LossAverages {
  private final List<ComponentLosses> sums = new ArrayList<>();
  private long examples;

  /**
   * Adds what some examples had on average.
   *
   * @param means from input to output; always as many
   */
  public void add(List<ComponentLosses> means, long count) {
    for (int i = 0; i < means.size(); i++) {
      if (i == sums.size()) {
        sums.add(new ComponentLosses(0, 0));
      }
      ComponentLosses sum = sums.get(i);
      ComponentLosses more = means.get(i);
      sums.set(
          i,
          new ComponentLosses(
              sum.associated() + count * more.associated(),
              sum.autoencoder() + count * more.autoencoder()));
    }
    examples += count;
  }

  /** The averages, from input to output; none if nothing was added. */
  public List<ComponentLosses> means() {
    return sums.stream()
        .map(sum -> new ComponentLosses(sum.associated() / examples, sum.autoencoder() / examples))
        .toList();
  }

  /** How many examples were added. */
  public long examples() {
    return examples;
  }
}
