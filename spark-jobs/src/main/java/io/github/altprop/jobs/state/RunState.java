package io.github.altprop.jobs.state;

import io.github.altprop.jobs.run.Moment;
import java.util.List;

/**
 * A training between two rounds.
 *
 * @param moment the point of the run
 * @param model what all workers start the next round from; without moments where each has its own
 * @param own each worker's own optimiser state; empty where moments are averaged
 */
public record RunState(Moment moment, ModelState model, List<OptimizerState> own) {
  public RunState {
    own = List.copyOf(own);
    model = own.isEmpty() ? model : model.withoutMoments();
  }
}
