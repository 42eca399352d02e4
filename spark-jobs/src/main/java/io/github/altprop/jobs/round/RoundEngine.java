package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.OptimizerState;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.jobs.worker.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs rounds on a crew. Besides the state that went out, the driver holds the next one and the few
 * slices that are just arriving.
 */
public final class RoundEngine implements RoundRunner {
  private final Crew crew;
  private final Rounds rounds;
  private final Slicing slicing;

  /**
   * @param slicing with one slice the driver averages by itself, which is quickest for small states
   */
  public RoundEngine(Crew crew, Rounds rounds, Slicing slicing) {
    this.crew = crew;
    this.rounds = rounds;
    this.slicing = slicing;
  }

  /**
   * What a round comes to.
   *
   * @param model what all workers start the next round from
   * @param own each worker's own optimiser state; empty where moments are averaged
   * @param reports of the workers that had a share, by worker
   * @param times of the whole round
   */
  public record Outcome(
      ModelState model, List<OptimizerState> own, List<Report> reports, RoundTimes times) {
    public Outcome {
      own = List.copyOf(own);
      reports = List.copyOf(reports);
    }
  }

  @Override
  public Outcome run(String description, RunState state, int epoch, int round) {
    long started = System.nanoTime();
    crew.send(state.model());
    Map<Integer, Broadcast<OptimizerState>> own = new TreeMap<>();
    try {
      List<Share> shares = shares(state, epoch, round, own);
      double sendSeconds = secondsSince(started);
      Arrivals arrivals = new Arrivals(state, shares.stream().map(Share::worker).toList(), slicing);
      fit(description, state.model(), shares, arrivals);
      List<Report> reports = arrivals.reports();
      return new Outcome(
          arrivals.model(),
          arrivals.own(),
          reports,
          RoundTimes.of(reports, sendSeconds, secondsSince(started)));
    } finally {
      own.values().forEach(Broadcast::destroy);
    }
  }

  private List<Share> shares(
      RunState state, int epoch, int round, Map<Integer, Broadcast<OptimizerState>> own) {
    List<Share> shares = new ArrayList<>();
    for (int worker = 0; worker < rounds.workers(); worker++) {
      List<Integer> share = rounds.share(round, worker);
      if (!share.isEmpty()) {
        if (!state.own().isEmpty()) {
          own.put(worker, crew.broadcast(state.own().get(worker)));
        }
        shares.add(new Share(worker, epoch, share, rounds.minibatches(), own.get(worker)));
      }
    }
    return shares;
  }

  private void fit(String description, ModelState model, List<Share> shares, Arrivals arrivals) {
    Slicing cut = slicing; // a local, because a task must not take this engine along
    JavaRDD<List<Slice>> fitted =
        crew.later(
            description,
            model,
            shares,
            (worker, state, share) -> Fit.run(worker, state, share, cut));
    if (cut.slices() == 1) {
      List<Slice> all = new ArrayList<>();
      crew.each(fitted, (task, slices) -> all.addAll(slices));
      arrivals.take(0, Slice.mean(all));
      return;
    }
    JavaRDD<Slice> averaged = SliceShuffle.of(fitted, cut.slices()).map(Slice::mean);
    try {
      crew.each(averaged, arrivals::take);
    } finally {
      averaged.rdd().cleanShuffleDependencies(false);
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
