package io.github.altprop.jobs.run;

/**
 * A point between two rounds of a run.
 *
 * @param round rounds done since the start
 * @param epoch epochs done
 * @param minibatch minibatches done of the epoch after these
 * @param step minibatches done since the start
 */
public record Moment(int round, int epoch, int minibatch, long step) {
  /** Before anything was done. */
  public static final Moment START = new Moment(0, 0, 0, 0);
}
