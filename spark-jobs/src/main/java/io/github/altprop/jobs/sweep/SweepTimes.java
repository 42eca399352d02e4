package io.github.altprop.jobs.sweep;

import io.github.altprop.jobs.Progress;
import io.github.altprop.jobs.worker.Blueprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long points of a sweep would take on this machine's processor: an estimate.
 *
 * @param seconds by the points' names; without those that cannot be trained
 * @param sideBySide how many points run at a time
 */
public record SweepTimes(Map<String, Double> seconds, int sideBySide) {
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  public SweepTimes {
    seconds = Map.copyOf(seconds);
  }

  /** What a point trains, whatever its seed. */
  private record Kind(String label, String data, Map<String, String> grid) {
    static Kind of(Point point) {
      return new Kind(point.label(), point.data(), point.grid());
    }
  }

  /**
   * Makes and times a few steps of everything that the plan would train.
   *
   * @param sideBySide how many points run at a time, sharing the cores
   */
  public static SweepTimes measured(SweepPlan plan, int sideBySide, Progress progress) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / sideBySide);
    Map<Kind, Optional<TimedSteps>> steps = new HashMap<>();
    Map<String, Double> seconds = new HashMap<>();
    List<SweepPlan.Planned> planned = plan.planned();
    for (int i = 0; i < planned.size(); i++) {
      Point point = planned.get(i).point();
      SweepPlan.Work work = plan.work(point);
      progress.at(i, planned.size(), "timing steps of " + point.name());
      Blueprint blueprint = work.blueprint();
      steps
          .computeIfAbsent(Kind.of(point), kind -> TimedSteps.of(blueprint, threads))
          .ifPresent(
              timed ->
                  seconds.put(
                      point.name(),
                      timed.seconds(blueprint.experiment(), work.train(), work.test())));
    }
    return new SweepTimes(seconds, sideBySide);
  }

  /** The time of one point, in words. */
  String of(Point point) {
    Double time = seconds.get(point.name());
    return time == null ? "–" : spoken(time);
  }

  /** The time of all, the longest started first on the slot that is free first. */
  public String all() {
    double[] free = new double[sideBySide];
    List<Double> longestFirst = new ArrayList<>(seconds.values());
    longestFirst.sort((a, b) -> Double.compare(b, a));
    for (double time : longestFirst) {
      int first = 0;
      for (int slot = 1; slot < free.length; slot++) {
        first = free[slot] < free[first] ? slot : first;
      }
      free[first] += time;
    }
    double last = 0;
    for (double time : free) {
      last = Math.max(last, time);
    }
    return "about "
        + spoken(last)
        + " in all on this machine's processor, "
        + sideBySide
        + (sideBySide == 1 ? " point at a time" : " points at a time")
        + ", measurements after training not counted";
  }

  static String spoken(double seconds) {
    if (seconds < 2 * MINUTE) {
      return Math.round(Math.ceil(seconds)) + " s";
    }
    long minutes = Math.round(seconds / MINUTE);
    return seconds < 2 * HOUR
        ? minutes + " min"
        : minutes / MINUTE + " h " + minutes % MINUTE + " min";
  }
}
