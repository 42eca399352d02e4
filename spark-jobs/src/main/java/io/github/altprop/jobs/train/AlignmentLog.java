package io.github.altprop.jobs.train;

import io.github.altprop.evaluation.theory.AlignmentMonitor;
import io.github.altprop.evaluation.theory.Obstacle;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.conf.Interval;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.worker.Driver;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.NetworkLearner;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Records what the theory of feedback alignment speaks about: at the start, and after the rounds in
 * which another {@code metrics.alignmentEvery} steps or epochs are complete, on the averaged
 * parameters.
 */
final class AlignmentLog {
  private static final String DECAY = "weightDecay";

  private final NetworkLearner learner;
  private final AlignmentMonitor monitor;
  private final long every;
  private final Optional<TheoryLog> theory;

  private AlignmentLog(
      NetworkLearner learner, AlignmentMonitor monitor, long every, Optional<TheoryLog> theory) {
    this.learner = learner;
    this.theory = theory;
    this.monitor = monitor;
    this.every = every;
  }

  /**
   * A log, if the experiment asks for one.
   *
   * @param driver whose learner is at its initial parameters, also if the run is resumed; its state
   *     is overwritten whenever something is recorded
   */
  static Optional<AlignmentLog> of(Experiment experiment, Driver driver) {
    Learner learner = driver.trainer().learner();
    Interval every = experiment.alignmentEvery();
    if (every.never()) {
      return Optional.empty();
    }
    if (learner instanceof NetworkLearner network) {
      AlignmentMonitor monitor = new AlignmentMonitor(network, obstacles(experiment));
      return Optional.of(
          new AlignmentLog(
              network,
              monitor,
              every.steps(experiment.minibatches(driver.trainingExamples())),
              TheoryLog.of(experiment, driver)));
    }
    throw new UserError(
        "experiment "
            + experiment.name()
            + ": metrics.alignmentEvery is "
            + every
            + " but rule "
            + experiment.rule().name()
            + " sends no errors back that could be aligned; expected 0");
  }

  /** What in the training stands in the conservation law's way. */
  static Set<Obstacle> obstacles(Experiment experiment) {
    Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
    var options = experiment.optimizer().options();
    if (!experiment.optimizer().name().equals("sgd")) {
      obstacles.add(Obstacle.OPTIMIZER);
    } else if (options.number(DECAY) > 0) {
      obstacles.add(Obstacle.WEIGHT_DECAY);
    }
    if (!experiment.regularizers().isEmpty()) {
      obstacles.add(Obstacle.REGULARIZER);
    }
    return obstacles;
  }

  /** Records the start of a training. */
  void start(RunState state, RunRecorder recorder) {
    theory.ifPresent(log -> log.start(recorder));
    record(0, state, recorder);
  }

  /**
   * Records a state if it is time.
   *
   * @param before steps made before the round
   * @param epoch that the round belongs to, from 1
   */
  void after(long before, int epoch, RunState state, RunRecorder recorder) {
    if (state.moment().step() / every > before / every) {
      record(epoch, state, recorder);
    }
  }

  /**
   * What the loss before a step cannot exceed; empty where the theory does not say.
   *
   * @param step steps made before
   */
  OptionalDouble lossBound(long step) {
    return theory.map(log -> log.lossBound(step)).orElse(OptionalDouble.empty());
  }

  private void record(int epoch, RunState state, RunRecorder recorder) {
    state.model().into(learner);
    recorder.alignment(epoch, state.moment().step(), monitor.measure(learner));
  }
}
