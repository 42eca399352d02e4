package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.training.learner.Trainer;
import java.util.function.Supplier;

/**
 * The state that a worker starts a round from. It can be read more than once, because a task may
 * run again.
 */
interface Start {
  /** Puts a trainer into the state that all workers start from. */
  void common(Trainer trainer);

  /** Then puts its moments into the worker's own, where each has its own. */
  void own(Trainer trainer);

  /** A start from a state that was sent off, and from what the share has besides. */
  static Start of(Supplier<ModelState> common, Share share) {
    return new Start() {
      @Override
      public void common(Trainer trainer) {
        common.get().into(trainer);
      }

      @Override
      public void own(Trainer trainer) {
        if (share.own() != null) {
          share.own().value().into(trainer);
        }
      }
    };
  }
}
