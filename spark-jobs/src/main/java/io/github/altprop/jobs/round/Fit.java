package io.github.altprop.jobs.round;

import io.github.altprop.jobs.measure.AngleProbe;
import io.github.altprop.jobs.measure.AngleRecord;
import io.github.altprop.jobs.measure.DominanceProbe;
import io.github.altprop.jobs.measure.DominanceRecord;
import io.github.altprop.jobs.worker.Feed;
import io.github.altprop.jobs.worker.Worker;
import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.learner.GradientProbe;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.TrainingRound;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkEnv;

/**
 * The work of one worker in a round: it takes the common state, trains on its share, and reports.
 */
final class Fit {
  private final Worker worker;
  private final Share share;
  private final List<AngleRecord> angles = new ArrayList<>();
  private final List<DominanceRecord> dominance = new ArrayList<>();
  private final GradientProbe angleProbe;
  private final GradientProbe dominanceProbe;
  private List<ComponentLosses> components = List.of();
  private long examples;

  private Fit(Worker worker, Share share) {
    this.worker = worker;
    this.share = share;
    angleProbe =
        measuresAngles(worker)
            ? new AngleProbe(worker.engine(), worker.gradients(), angles::add)
            : GradientProbe.NONE;
    dominanceProbe =
        worker.experiment().alignmentEvery().never()
            ? GradientProbe.NONE
            : new DominanceProbe(
                worker.engine(), worker.loss(), worker.gradients(), dominance::add);
  }

  /** Backprop is what the other rules' updates are compared with, so its own have no angle. */
  private static boolean measuresAngles(Worker worker) {
    return worker.experiment().anglesEvery() > 0
        && !worker.learner().weights().isEmpty()
        && !worker.experiment().rule().name().equals("bp");
  }

  /** Trains a worker from its start; what it made of it is then in its trainer. */
  static Report run(Worker worker, Start start, Share share) {
    return new Fit(worker, share).run(start);
  }

  private Report run(Start start) {
    long started = System.nanoTime();
    // Minibatches are being read while the state is on its way.
    try (Feed feed = worker.inputs().training(share.epoch(), share.minibatches())) {
      start.common(worker.trainer());
      start.own(worker.trainer());
      long restored = System.nanoTime();
      double lossSum = train(feed);
      long fitted = System.nanoTime();
      Divergence divergence =
          Double.isFinite(lossSum) && worker.trainer().isFinite()
              ? null
              : DivergenceSearch.in(worker, share, start).orElse(null);
      return new Report(
          share.worker(),
          SparkEnv.get().blockManager().blockManagerId().host(),
          examples,
          lossSum,
          worker.trainer().steps(),
          components,
          divergence,
          angles,
          dominance,
          new Report.Clock(
              (restored - started) / 1e9, (fitted - restored) / 1e9, feed.waitedSeconds()));
    }
  }

  private double train(Feed feed) {
    try (TrainingRound round = worker.trainer().round(worker.experiment().epochs())) {
      feed.forEach(batch -> step(round, batch));
      double lossSum = round.finish();
      components = round.componentLosses();
      return lossSum;
    } catch (ArithmeticException e) {
      return Double.NaN; // numbers that no step can be made of; which, the search finds
    }
  }

  private void step(TrainingRound round, Minibatch batch) {
    double epochs = (double) batch.number() / share.minibatchesOfEpoch();
    round.step(batch, epochs, probe(batch.number()));
    examples += batch.size();
  }

  /** Angles are due every k-th step of an epoch, dominance every k-th step of the training. */
  private GradientProbe probe(long number) {
    boolean angles = due(number % share.minibatchesOfEpoch(), worker.experiment().anglesEvery());
    boolean dominance = due(number, alignmentSteps());
    if (angles && dominance) {
      return (learner, batch, loss, updates) -> {
        angleProbe.observe(learner, batch, loss, updates);
        dominanceProbe.observe(learner, batch, loss, updates);
      };
    }
    return angles ? angleProbe : dominance ? dominanceProbe : GradientProbe.NONE;
  }

  private long alignmentSteps() {
    return worker.experiment().alignmentEvery().steps(share.minibatchesOfEpoch());
  }

  private static boolean due(long step, long every) {
    return every > 0 && step % every == 0;
  }
}
