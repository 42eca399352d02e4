package io.github.altprop.jobs.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which minibatches of an epoch go to which worker in which round: minibatch g goes to worker (g /
 * period) mod workers of round g / (period workers). Every minibatch is in exactly one share,
 * whatever divides what; shares at the end of an epoch may be shorter or empty.
 *
 * @param minibatches of an epoch
 * @param workers that train side by side
 * @param period minibatches of a worker in a round
 */
public record Rounds(int minibatches, int workers, int period) implements Serializable {
  /** Rounds of an epoch. */
  public int count() {
    return (minibatches + perRound() - 1) / perRound();
  }

  /** Minibatches of an epoch that are done after its first {@code rounds} rounds. */
  public int done(int rounds) {
    return (int) Math.min(minibatches, (long) rounds * perRound());
  }

  /** The round in which a minibatch is done. */
  public int roundOf(int minibatch) {
    return minibatch / perRound();
  }

  /** Minibatches of one worker in one round of an epoch, in order. */
  public List<Integer> share(int round, int worker) {
    List<Integer> share = new ArrayList<>();
    long first = (long) round * perRound() + (long) worker * period;
    for (long g = first; g < first + period && g < minibatches; g++) {
      share.add((int) g);
    }
    return share;
  }

  private int perRound() {
    return Math.multiplyExact(workers, period);
  }
}
