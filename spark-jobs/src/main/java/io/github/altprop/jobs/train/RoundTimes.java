package io.github.altprop.jobs.train;

import java.util.Comparator;
import java.util.List;

/**
 * Where a round's time went.
 *
 * @param meanLoss of the examples seen, each before its step
 * @param broadcastSeconds until the slowest worker had the state
 * @param fitSeconds of the slowest worker
 * @param reduceSeconds for all the rest: scheduling, results, averaging
 * @param slowestWorker its number
 */
record RoundTimes(
    double meanLoss,
    double imagesPerSecond,
    double broadcastSeconds,
    double fitSeconds,
    double reduceSeconds,
    int slowestWorker) {
  /**
   * @param sendSeconds that the driver took to send the state off
   * @param seconds of the whole round
   */
  static RoundTimes of(List<Fitted> fitted, double sendSeconds, double seconds) {
    double examples = 0;
    double loss = 0;
    double restore = 0;
    for (Fitted part : fitted) {
      examples += (double) part.examples();
      loss += part.lossSum();
      restore = Math.max(restore, part.restoreSeconds());
    }
    Fitted slowest =
        fitted.stream().max(Comparator.comparingDouble(Fitted::fitSeconds)).orElseThrow();
    double broadcast = sendSeconds + restore;
    return new RoundTimes(
        loss / examples,
        examples / seconds,
        broadcast,
        slowest.fitSeconds(),
        Math.max(0, seconds - broadcast - slowest.fitSeconds()),
        slowest.worker());
  }
}
