package io.github.altprop.training.learner;

import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.optimizer.Optimizer;
import io.github.altprop.training.optimizer.Schedule;
import io.github.altprop.training.regularization.Regularizer;
import io.github.altprop.training.tensor.Engine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains a learner, one minibatch at a time. A warm step allocates no tensor memory. */
public final class Trainer {
  private final Engine engine;
  private final Learner learner;
  private final Optimizer optimizer;
  private final Schedule schedule;
  private final double learningRate;
  private final List<Regularizer> regularizers;
  private final List<List<Regularizer>> regularizersByStage;
  private final ParameterVector updates;
  private final StepRecords losses;

  /**
   * Where steps of a kind leave their losses; one that the engine repeats does not say so again.
   */
  private final Map<StepKind, StepLoss> lossOf = new HashMap<>();

  private long steps;

  /**
   * @param learningRate before the schedule's factor
   */
  public Trainer(
      Engine engine,
      Learner learner,
      Optimizer optimizer,
      Schedule schedule,
      double learningRate,
      List<Regularizer> regularizers) {
    this.engine = engine;
    this.learner = learner;
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.learningRate = learningRate;
    this.regularizers = List.copyOf(regularizers);
    regularizersByStage =
        learner.pipeline().map(pipeline -> pipeline.parts(regularizers)).orElse(List.of());
    updates =
        new ParameterVector(
            engine, learner.parameters().flat().type(), learner.parameters().layout());
    losses = new StepRecords(engine);
  }

  /**
   * Makes one step.
   *
   * @param epochs epochs done so far, fractions included, for the schedule
   * @param totalEpochs epochs to be done in all
   * @param probe sees the raw updates
   * @return the losses before the step, until the next one
   */
  public StepLoss step(Minibatch batch, double epochs, double totalEpochs, GradientProbe probe) {
    learner.load(batch);
    optimizer.prepare(learningRate(epochs, totalEpochs), steps + 1);
    StepKind kind = new StepKind(this, batch.size(), due());
    Runnable work = () -> lossOf.put(kind, step(batch, probe));
    if (probe == GradientProbe.NONE && learner.repeats()) {
      engine.repeatedly(kind, work);
    } else {
      work.run();
    }
    countStep();
    return lossOf.get(kind);
  }

  private StepLoss step(Minibatch batch, GradientProbe probe) {
    StepPenalties penalties =
        StepPenalties.at(regularizers, learner.parameters(), steps + 1, updates, probe);
    StepLoss loss = learner.compute(penalties, updates);
    probe.observe(learner, batch, loss, updates);
    penalties.addRemaining();
    optimizer.apply(learner.parameters(), updates);
    return loss;
  }

  /**
   * What asks the same of the engine.
   *
   * @param penalties which of the regularisers have one
   */
  private record StepKind(Trainer trainer, int examples, List<Boolean> penalties) {}

  private List<Boolean> due() {
    return regularizers.stream()
        .map(regularizer -> regularizer.at(learner.parameters(), steps + 1).isPresent())
        .toList();
  }

  /**
   * Starts a round of steps; the only way to train a learner that pipelines at full speed.
   *
   * @param totalEpochs epochs to be done in all
   */
  public TrainingRound round(double totalEpochs) {
    PipelineRun run =
        learner
            .pipeline()
            .map(pipeline -> pipeline.start(optimizer, regularizersByStage, updates))
            .orElse(null);
    return new TrainingRound(this, totalEpochs, losses, run);
  }

  /** Whether all parameters are finite; one pass over them. */
  public boolean isFinite() {
    return NotFinite.isFree(engine, learner.parameters());
  }

  /** What is not finite after a step that {@link #step} made: an update, or a parameter. */
  public Optional<NotFinite> notFinite() {
    return NotFinite.in(engine, updates, NotFinite.Kind.UPDATE)
        .or(() -> NotFinite.in(engine, learner.parameters(), NotFinite.Kind.PARAMETER));
  }

  double learningRate(double epochs, double totalEpochs) {
    return learningRate * schedule.factor(epochs, totalEpochs);
  }

  /** Number of the step that is about to be made, from 1. */
  long countStep() {
    return ++steps;
  }

  public Learner learner() {
    return learner;
  }

  public Optimizer optimizer() {
    return optimizer;
  }

  /** Steps made so far, those before a resume included. */
  public long steps() {
    return steps;
  }

  /** Continues from a number of steps already made. */
  public void resumeAt(long steps) {
    this.steps = steps;
  }
}
