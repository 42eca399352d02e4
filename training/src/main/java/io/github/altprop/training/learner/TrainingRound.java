package io.github.altprop.training.learner;

import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.associated.LossAverages;
import java.util.List;

/**
 * Steps on a row of minibatches. A learner that pipelines may be behind what it was given; {@link
 * #finish} lets it catch up, and only then are parameters, moments and losses those after the last
 * step.
 */
public final class TrainingRound implements AutoCloseable {
  private final Trainer trainer;
  private final double totalEpochs;
  private final PipelineRun run;
  private final LossAverages components = new LossAverages();
  private double lossSum;

  TrainingRound(Trainer trainer, double totalEpochs, PipelineRun run) {
    this.trainer = trainer;
    this.totalEpochs = totalEpochs;
    this.run = run;
  }

  /**
   * Makes one step, or lets it be made.
   *
   * @param batch may be overwritten after the call
   * @param epochs epochs done so far, fractions included, for the schedule
   * @param probe sees the raw updates; never called by a learner that pipelines
   */
  public void step(Minibatch batch, double epochs, GradientProbe probe) {
    if (run == null) {
      lossSum += trainer.step(batch, epochs, totalEpochs, probe);
      components.add(trainer.learner().componentLosses(), batch.size());
    } else {
      run.submit(batch, trainer.learningRate(epochs, totalEpochs), trainer.countStep());
    }
  }

  /**
   * Completes all steps.
   *
   * @return the sum of the examples' losses, each before its step
   */
  public double finish() {
    return run == null ? lossSum : run.finish();
  }

  /**
   * The losses of every component, each before its step, averaged over the examples of all
   * completed steps; from input to output, empty for what has no components.
   */
  public List<ComponentLosses> componentLosses() {
    return (run == null ? components : run.components()).means();
  }

  /** Ends the round; without {@link #finish} before, what it leaves behind is undefined. */
  @Override
  public void close() {
    if (run != null) {
      run.close();
    }
  }
}
