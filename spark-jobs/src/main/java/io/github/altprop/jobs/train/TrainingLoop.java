package io.github.altprop.jobs.train;

import io.github.altprop.evaluation.metric.Accuracy;
import io.github.altprop.jobs.Progress;
import io.github.altprop.jobs.conf.Choice;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.measure.Evaluation;
import io.github.altprop.jobs.round.Divergence;
import io.github.altprop.jobs.round.Report;
import io.github.altprop.jobs.round.RoundEngine;
import io.github.altprop.jobs.round.RoundRunner;
import io.github.altprop.jobs.round.Rounds;
import io.github.altprop.jobs.run.Checkpoints;
import io.github.altprop.jobs.run.Moment;
import io.github.altprop.jobs.state.CheckpointFiles;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.worker.Crew;
import io.github.altprop.jobs.worker.SparkCrew;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.training.learner.NotFinite;
import io.github.altprop.training.optimizer.Schedule;
import io.github.altprop.training.optimizer.Schedules;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The epochs and rounds of a training. Everything is recorded before the checkpoint after it is
 * published, so that a run resumed from that checkpoint neither loses nor repeats a record.
 */
final class TrainingLoop {
  private final Experiment experiment;
  private final Examples examples;
  private final Crew crew;
  private final Checkpoints checkpoints;
  private final CheckpointFiles files;
  private final RunRecorder recorder;
  private final Optional<AlignmentLog> alignment;
  private final Progress progress;
  private final Rounds rounds;
  private final RoundRunner engine;
  private final ComponentLog components = new ComponentLog();
  private Pace pace = new Pace();
  private Optional<Diverged> diverged = Optional.empty();

  /** Number of examples of each split, and of classes. */
  record Examples(long train, long test, int classes) {}

  /** That training ended in an epoch. */
  record Diverged(int epoch, Divergence divergence) {}

  TrainingLoop(
      Experiment experiment,
      Examples examples,
      Crew crew,
      Rounds rounds,
      RoundRunner engine,
      Checkpoints checkpoints,
      CheckpointFiles files,
      RunRecorder recorder,
      Optional<AlignmentLog> alignment,
      Progress progress) {
    this.experiment = experiment;
    this.examples = examples;
    this.crew = crew;
    this.checkpoints = checkpoints;
    this.files = files;
    this.recorder = recorder;
    this.alignment = alignment;
    this.progress = progress;
    this.rounds = rounds;
    this.engine = engine;
  }

  /**
   * Trains to the last epoch, or to the round in which something was not finite any more.
   *
   * @return what that was, if it ended the training
   */
  Optional<Diverged> run(RunState start) {
    RunState state = start;
    if (state.moment().equals(Moment.START)) {
      alignment.ifPresent(log -> log.start(start, recorder));
      Double testAccuracy = evaluate(state, System.nanoTime());
      if (experiment.epochs() == 0) {
        files.write(checkpoints, state, recorder.lines(), testAccuracy);
      }
    }
    while (state.moment().epoch() < experiment.epochs() && diverged.isEmpty()) {
      state = epoch(state);
    }
    return diverged;
  }

  /** Trains to the end of the epoch that a state is in. */
  private RunState epoch(RunState start) {
    long started = System.nanoTime();
    int epoch = start.moment().epoch() + 1;
    RunState state = start;
    for (int round = rounds.roundOf(start.moment().minibatch()); round < rounds.count(); round++) {
      state = round(state, epoch, round);
      if (diverged.isPresent()) {
        return state;
      }
      int every = experiment.checkpoint().everyRounds();
      if (every > 0 && state.moment().round() % every == 0 && round + 1 < rounds.count()) {
        components.record(epoch, state.moment().step(), recorder);
        files.write(checkpoints, state, recorder.lines(), null);
        checkpoints.prune(experiment.checkpoint().keep());
      }
    }
    Moment last = state.moment();
    components.record(epoch, last.step(), recorder);
    state = state.at(new Moment(last.round(), epoch, 0, last.step()));
    if (epoch % experiment.evaluateEvery() == 0 || epoch == experiment.epochs()) {
      Double testAccuracy = evaluate(state, started);
      files.write(checkpoints, state, recorder.lines(), testAccuracy);
      checkpoints.prune(experiment.checkpoint().keep());
    }
    return state;
  }

  private RunState round(RunState state, int epoch, int round) {
    String what =
        String.format(
            "%s: epoch %d of %d, round %d of %d",
            experiment.name(), epoch, experiment.epochs(), round + 1, rounds.count());
    RoundEngine.Outcome outcome = engine.run(what, state, epoch, round);
    int done = rounds.done(round + 1);
    long step = (long) (epoch - 1) * rounds.minibatches() + done;
    Moment moment = new Moment(state.moment().round() + 1, epoch - 1, done, step);
    RunState next = new RunState(moment, outcome.held());
    recorder.angles(epoch, outcome.reports());
    recorder.dominance(
        epoch,
        outcome.reports(),
        number -> alignment.map(log -> log.lossBound(number)).orElse(OptionalDouble.empty()));
    alignment.ifPresent(log -> log.after(state.moment().step(), epoch, next, recorder));
    Map<String, Integer> late = crew.onSpark().map(SparkCrew::overtaken).orElse(Map.of());
    recorder.round(moment, outcome.times(), learningRate(state.moment()), late);
    divergence(outcome, moment)
        .ifPresent(
            divergence -> {
              recorder.divergence(epoch, divergence);
              if (divergence.endsTraining(experiment)) {
                diverged = Optional.of(new Diverged(epoch, divergence));
              }
            });
    components.add(outcome.reports());
    pace.add(outcome.reports(), late);
    progress.at(
        step,
        (long) rounds.minibatches() * experiment.epochs(),
        String.format(
            Locale.ROOT,
            "epoch %d of %d, loss %.4f, %.0f images/s",
            epoch,
            experiment.epochs(),
            outcome.times().meanLoss(),
            outcome.times().imagesPerSecond()));
    return next;
  }

  /** Of the step after some moment. */
  private double learningRate(Moment moment) {
    Choice choice = experiment.schedule();
    Schedule schedule = Schedules.REGISTRY.require(choice.name()).factory().apply(choice.options());
    double epochs = (double) moment.step() / rounds.minibatches();
    return experiment.optimizer().options().number("learningRate")
        * schedule.factor(epochs, experiment.epochs());
  }

  /** The first step of a round after which something was not finite. */
  private Optional<Divergence> divergence(RoundEngine.Outcome outcome, Moment after) {
    Optional<Divergence> told =
        outcome.reports().stream()
            .map(Report::divergence)
            .filter(Objects::nonNull)
            .min(Comparator.comparingLong(Divergence::step));
    boolean silent = outcome.reports().isEmpty() && !Double.isFinite(outcome.times().meanLoss());
    return silent ? Optional.of(new Divergence(after.step(), NotFinite.loss())) : told;
  }

  /** Measures both splits and returns the test accuracy, null if there is no test split. */
  private Double evaluate(RunState state, long startedNanos) {
    int epoch = state.moment().epoch();
    Accuracy train = evaluate(state, Split.TRAIN, examples.train());
    Accuracy test = evaluate(state, Split.TEST, examples.test());
    double seconds = secondsSince(startedNanos);
    recorder.epoch(state.moment(), train, test, seconds);
    progress.say(
        String.format(
            Locale.ROOT,
            "%s: epoch %d of %d: train loss %.4f, accuracy %.4f; test loss %.4f, accuracy %.4f;"
                + " %.1f s%s",
            experiment.name(),
            epoch,
            experiment.epochs(),
            train.meanLoss().orElse(Double.NaN),
            train.top1().orElse(Double.NaN),
            test.meanLoss().orElse(Double.NaN),
            test.top1().orElse(Double.NaN),
            seconds,
            pace.words()));
    pace = new Pace();
    return test.top1().isPresent() ? test.top1().getAsDouble() : null;
  }

  private Accuracy evaluate(RunState state, Split split, long count) {
    String what =
        experiment.name()
            + ": evaluation of "
            + split.label()
            + " after epoch "
            + state.moment().epoch();
    return Evaluation.of(
        what, crew, state.model(), split, count, experiment.batchSize(), examples.classes());
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
