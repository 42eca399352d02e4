package io.github.altprop.jobs.train;

import io.github.altprop.jobs.round.Report;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How fast each worker has been over some rounds, and which machines were overtaken. */
final class Pace {
  /** Less is the noise of a machine. */
  private static final double NOTABLE = 1.25;

  private final Map<Integer, Total> totals = new TreeMap<>();
  private final Map<String, Integer> overtaken = new TreeMap<>();

  private record Total(Report last, long examples, double seconds) {
    double secondsPerExample() {
      return seconds / examples;
    }

    Total plus(Total other) {
      return new Total(other.last, examples + other.examples, seconds + other.seconds);
    }
  }

  /**
   * Adds a round.
   *
   * @param late how many tasks copies overtook, by machine
   */
  void add(List<Report> reports, Map<String, Integer> late) {
    late.forEach((host, tasks) -> overtaken.merge(host, tasks, Integer::sum));
    for (Report report : reports) {
      Total total = new Total(report, report.examples(), report.clock().fitSeconds());
      totals.merge(report.worker(), total, Total::plus);
    }
  }

  /** Who holds up the others, or did until it was overtaken, in words; nothing if nobody does. */
  String words() {
    return slowest() + overtaken();
  }

  private String overtaken() {
    return overtaken.entrySet().stream()
        .map(
            late ->
                String.format("; copies overtook %d tasks on %s", late.getValue(), late.getKey()))
        .collect(Collectors.joining());
  }

  private String slowest() {
    if (totals.size() < 2) {
      return "";
    }
    Total slowest =
        totals.values().stream()
            .max(Comparator.comparingDouble(Total::secondsPerExample))
            .orElseThrow();
    double all = totals.values().stream().mapToDouble(Total::secondsPerExample).sum();
    double others = (all - slowest.secondsPerExample()) / (totals.size() - 1);
    double times = slowest.secondsPerExample() / others;
    return times < NOTABLE
        ? ""
        : String.format(
            Locale.ROOT,
            "; worker %d on %s took %.1f times as long as the others",
            slowest.last().worker(),
            slowest.last().host(),
            times);
  }
}
