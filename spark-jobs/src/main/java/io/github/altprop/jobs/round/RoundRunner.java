package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.RunState;

/**
 * Runs rounds: from a state, through the workers' steps, to the averaged state. altprop and
 * Deeplearning4j have one each.
 */
public interface RoundRunner extends AutoCloseable {
  /**
   * Runs one round.
   *
   * @param description shown in Spark's user interface
   * @param state what the round starts from; its numbers may be overwritten, so that they are of no
   *     use to the caller afterwards, not even if the round fails
   * @param epoch from 1
   * @param round of the epoch, from 0
   */
  RoundEngine.Outcome run(String description, RunState state, int epoch, int round);

  /** Frees what was held between rounds. */
  @Override
  default void close() {}
}
