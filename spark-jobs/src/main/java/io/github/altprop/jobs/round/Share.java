package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.OptimizerState;
import io.github.altprop.jobs.worker.Shared;
import java.io.Serializable;
import java.util.List;

/**
 * A worker's part of a round: which minibatches it trains on.
 *
 * @param worker its number
 * @param epoch from 1
 * @param minibatches numbers within the epoch, in order
 * @param minibatchesOfEpoch how many the epoch has
 * @param own the worker's own optimiser state; null where moments are averaged
 */
record Share(
    int worker,
    int epoch,
    List<Integer> minibatches,
    int minibatchesOfEpoch,
    Shared<OptimizerState> own)
    implements Serializable {
  Share {
    minibatches = List.copyOf(minibatches);
  }
}
