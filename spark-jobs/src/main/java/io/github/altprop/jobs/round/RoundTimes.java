package io.github.altprop.jobs.round;

import java.util.Comparator;
import java.util.List;

/**
 * Where a round's time went.
 *
 * @param meanLoss of the examples seen, each before its step
 * @param broadcastSeconds until the slowest worker, from its start to its last step, had the state
 * @param fitSeconds of the slowest worker, waits for minibatches included
 * @param waitSeconds that the worker which waited longest for minibatches waited
 * @param reduceSeconds for all the rest: scheduling, averaging, results; where workers outnumber
 *     what Spark runs at once, also their waiting for each other
 * @param slowestWorker its number
 * @param slowestHost where it ran
 */
public record RoundTimes(
    double meanLoss,
    double imagesPerSecond,
    double broadcastSeconds,
    double fitSeconds,
    double waitSeconds,
    double reduceSeconds,
    int slowestWorker,
    String slowestHost) {
  /**
   * @param sendSeconds that the driver took to send the state off
   * @param seconds of the whole round
   */
  static RoundTimes of(List<Report> reports, double sendSeconds, double seconds) {
    double examples = 0;
    double loss = 0;
    double wait = 0;
    for (Report report : reports) {
      examples += (double) report.examples();
      loss += report.lossSum();
      wait = Math.max(wait, report.clock().waitSeconds());
    }
    // All times are of one worker. Else the others' waiting for it would count twice.
    Report slowest =
        reports.stream()
            .max(Comparator.comparingDouble(report -> report.clock().seconds()))
            .orElseThrow();
    double broadcast = sendSeconds + slowest.clock().restoreSeconds();
    double fit = slowest.clock().fitSeconds();
    return new RoundTimes(
        loss / examples,
        examples / seconds,
        broadcast,
        fit,
        wait,
        Math.max(0, seconds - broadcast - fit),
        slowest.worker(),
        slowest.host());
  }
}
