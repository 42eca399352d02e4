package io.github.altprop.jobs.train;

import io.github.altprop.jobs.measure.AngleProbe;
import io.github.altprop.jobs.measure.AngleRecord;
import io.github.altprop.jobs.measure.DominanceProbe;
import io.github.altprop.jobs.measure.DominanceRecord;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.worker.Worker;
import io.github.altprop.training.learner.GradientProbe;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.TrainingRound;
import java.util.ArrayList;
import java.util.List;

/** What a worker does in a round: it trains from the common state on its share. */
final class Fit {
  private final Worker worker;
  private final Share share;
  private final List<AngleRecord> angles = new ArrayList<>();
  private final List<DominanceRecord> dominance = new ArrayList<>();
  private final GradientProbe angleProbe;
  private final GradientProbe dominanceProbe;
  private long examples;
  private double lossSum;

  private Fit(Worker worker, Share share) {
    this.worker = worker;
    this.share = share;
    angleProbe =
        worker.experiment().anglesEvery() == 0 || worker.learner().weights().isEmpty()
            ? GradientProbe.NONE
            : new AngleProbe(worker.engine(), worker.gradients(), angles::add);
    dominanceProbe =
        worker.experiment().alignmentEvery() == 0
            ? GradientProbe.NONE
            : new DominanceProbe(
                worker.engine(), worker.loss(), worker.gradients(), dominance::add);
  }

  static Fitted run(Worker worker, ModelState common, Share share) {
    return new Fit(worker, share).run(common);
  }

  private Fitted run(ModelState common) {
    long started = System.nanoTime();
    ModelState state = share.own() == null ? common : common.with(share.own());
    state.into(worker.trainer());
    long restored = System.nanoTime();
    try (TrainingRound round = worker.trainer().round(worker.experiment().epochs())) {
      worker.inputs().training(share.epoch(), share.minibatches(), batch -> step(round, batch));
      lossSum = round.finish();
    }
    long fitted = System.nanoTime();
    return new Fitted(
        share.worker(),
        ModelState.of(worker.trainer()),
        examples,
        lossSum,
        angles,
        dominance,
        (restored - started) / 1e9,
        (fitted - restored) / 1e9);
  }

  private void step(TrainingRound round, Minibatch batch) {
    double epochs = (double) batch.number() / share.minibatchesOfEpoch();
    round.step(batch, epochs, probe(batch.number()));
    examples += batch.size();
  }

  /** Angles are due every k-th step of an epoch, dominance every k-th step of the training. */
  private GradientProbe probe(long number) {
    boolean angles = due(number % share.minibatchesOfEpoch(), worker.experiment().anglesEvery());
    boolean dominance = due(number, worker.experiment().alignmentEvery());
    if (angles && dominance) {
      return (learner, batch, loss, updates) -> {
        angleProbe.observe(learner, batch, loss, updates);
        dominanceProbe.observe(learner, batch, loss, updates);
      };
    }
    return angles ? angleProbe : dominance ? dominanceProbe : GradientProbe.NONE;
  }

  private static boolean due(long step, int every) {
    return every > 0 && step % every == 0;
  }
}
