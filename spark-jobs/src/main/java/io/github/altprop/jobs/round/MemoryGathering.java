package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.worker.Crew;
import io.github.altprop.jobs.worker.Worker;
import java.util.List;

/**
 * Averages straight from the tensors of workers in the driver's process, while the workers wait.
 * Every number is read once and written once; nothing is copied, serialised or sent.
 */
record MemoryGathering(Crew crew) implements Gathering {
  @Override
  public void gather(String description, ModelState common, List<Share> shares, Arrivals arrivals) {
    crew.together(
        description,
        common,
        shares,
        (worker, state, share) -> Fit.run(worker, Start.of(state, share), share),
        (workers, reports) ->
            arrivals.average(workers.stream().map(Worker::trainer).toList(), reports));
  }
}
