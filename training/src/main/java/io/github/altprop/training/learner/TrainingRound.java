package io.github.altprop.training.learner;

import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.associated.LossAverages;
import java.util.ArrayList;
import java.util.List;

/**
 * A round of training steps. A learner that pipelines may not yet have finished the minibatches it
 * was given; {@link #finish} waits until it has. Only then are parameters, moments and losses those
 * after the last step.
 */
public final class TrainingRound implements AutoCloseable {
  private final Trainer trainer;
  private final double totalEpochs;
  private final PipelineRun run;
  private final LossAverages components = new LossAverages();
  private final StepRecords records;
  private final List<StepLoss.Reading> readings = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private double lossSum;

  /**
   * @param records room for the losses of its steps; what they hold is forgotten
   */
  TrainingRound(Trainer trainer, double totalEpochs, StepRecords records, PipelineRun run) {
    this.trainer = trainer;
    this.totalEpochs = totalEpochs;
    this.records = records;
    this.run = run;
    records.clear();
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
      StepLoss loss = trainer.step(batch, epochs, totalEpochs, probe);
      records.add(loss.values());
      readings.add(loss.reading());
      sizes.add(batch.size());
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
    if (run != null) {
      return run.finish();
    }
    List<double[]> losses = records.take();
    for (int step = 0; step < losses.size(); step++) {
      lossSum += readings.get(step).sum(losses.get(step));
      components.add(readings.get(step).components(losses.get(step)), sizes.get(step));
    }
    readings.clear();
    sizes.clear();
    return lossSum;
  }

  /**
   * The losses of every component, each before its step, averaged over the examples of all steps
   * before {@link #finish}; from input to output, empty for what has no components.
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
