package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.Assembly;
import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.jobs.state.OptimizerState;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.jobs.worker.Crew;
import io.github.altprop.jobs.worker.Shared;
import io.github.altprop.jobs.worker.SparkCrew;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs rounds whose averages come to the driver: it sends the state, lets every worker fit its
 * share, and puts the averages together into the next state.
 *
 * <p>Where workers get copies, the averages overwrite the state that was sent as they arrive. The
 * driver then holds one state instead of two. {@link ExecutorRounds} runs rounds whose states do
 * not come to the driver.
 */
public final class RoundEngine implements RoundRunner {
  private final Crew crew;
  private final Rounds rounds;
  private final Gathering gathering;

  RoundEngine(Crew crew, Rounds rounds, Gathering gathering) {
    this.crew = crew;
    this.rounds = rounds;
    this.gathering = gathering;
  }

  /**
   * The fastest way to run rounds here. Where all workers are threads of this process, averages are
   * taken from their memory. Else small states are averaged on the driver, and large ones in slices
   * by all executors.
   *
   * @param slicing of the state, for the latter
   * @param notices told what a user may want to know of the way that rounds take
   */
  public static RoundRunner of(
      Crew crew, Rounds rounds, Slicing slicing, Consumer<String> notices) {
    if (crew.sideBySide(rounds.workers())) {
      return new RoundEngine(crew, rounds, new MemoryGathering(crew));
    }
    SparkCrew executors = crew.onSpark().orElseThrow();
    return slicing.slices() == 1
        ? new RoundEngine(executors, rounds, new DriverGathering(executors))
        : new ExecutorRounds(executors, rounds, slicing, notices);
  }

  /**
   * The result of a round.
   *
   * @param held the numbers after it
   * @param reports of the workers that had a share, by worker
   * @param times of the whole round
   */
  public record Outcome(RunState.Held held, List<Report> reports, RoundTimes times) {
    public Outcome {
      reports = List.copyOf(reports);
    }
  }

  @Override
  public Outcome run(String description, RunState state, int epoch, int round) {
    long started = System.nanoTime();
    crew.send(state.model());
    Map<Integer, Shared<OptimizerState>> own = new TreeMap<>();
    try {
      List<Share> shares = shares(state, epoch, round, own);
      double sendSeconds = secondsSince(started);
      Arrivals arrivals =
          new Arrivals(
              state, room(state.model().vectors()), shares.stream().map(Share::worker).toList());
      gathering.gather(description, state.model(), shares, arrivals);
      List<Report> reports = arrivals.reports();
      return new Outcome(
          new RunState.Here(arrivals.model(), arrivals.own()),
          reports,
          RoundTimes.of(reports, sendSeconds, secondsSince(started)));
    } finally {
      own.values().forEach(Shared::withdraw);
    }
  }

  private Assembly room(List<Numbers> before) {
    return crew.sendsCopies() ? Assembly.over(before) : Assembly.like(before);
  }

  private List<Share> shares(
      RunState state, int epoch, int round, Map<Integer, Shared<OptimizerState>> own) {
    List<Share> shares = new ArrayList<>();
    for (int worker = 0; worker < rounds.workers(); worker++) {
      List<Integer> share = rounds.share(round, worker);
      if (!share.isEmpty()) {
        if (!state.own().isEmpty()) {
          own.put(worker, crew.share(state.own().get(worker)));
        }
        shares.add(new Share(worker, epoch, share, rounds.minibatches(), own.get(worker)));
      }
    }
    return shares;
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
