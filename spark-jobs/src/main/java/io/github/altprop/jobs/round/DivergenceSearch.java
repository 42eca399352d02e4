package io.github.altprop.jobs.round;

import io.github.altprop.jobs.worker.Feed;
import io.github.altprop.jobs.worker.Worker;
import io.github.altprop.training.learner.GradientProbe;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.NotFinite;
import io.github.altprop.training.learner.StepLoss;
import io.github.altprop.training.learner.Trainer;
import java.util.Optional;

/**
 * Finds the step at which a share went wrong. A share is a pure function of its start, so it is
 * trained again with a look at everything after each step; the first time costs one look at the
 * end.
 */
final class DivergenceSearch {
  private final Worker worker;
  private final Share share;
  private Divergence found;

  private DivergenceSearch(Worker worker, Share share) {
    this.worker = worker;
    this.share = share;
  }

  /**
   * The first step of a share after which something is not finite. The worker's trainer is left as
   * it was before, after all steps, unless one of them cannot be made.
   *
   * @return nothing if the start was not finite already
   */
  static Optional<Divergence> in(Worker worker, Share share, Start start) {
    start.common(worker.trainer());
    if (!worker.trainer().isFinite()) {
      return Optional.empty();
    }
    start.own(worker.trainer());
    DivergenceSearch search = new DivergenceSearch(worker, share);
    try (Feed feed = worker.inputs().training(share.epoch(), share.minibatches())) {
      feed.forEach(search::step);
    }
    return Optional.ofNullable(search.found);
  }

  private void step(Minibatch batch) {
    if (found != null && found.endsTraining(worker.experiment())) {
      return; // nobody will use what the rest would make
    }
    Trainer trainer = worker.trainer();
    double epochs = (double) batch.number() / share.minibatchesOfEpoch();
    Optional<NotFinite> problem;
    try {
      StepLoss loss = trainer.step(batch, epochs, worker.experiment().epochs(), GradientProbe.NONE);
      problem = trainer.notFinite();
      if (problem.isEmpty() && !Double.isFinite(loss.sum())) {
        problem = Optional.of(NotFinite.loss());
      }
    } catch (ArithmeticException e) {
      problem = Optional.of(NotFinite.step(e));
    }
    if (found == null) {
      found = problem.map(what -> new Divergence(batch.number() + 1, what)).orElse(null);
    }
  }
}
