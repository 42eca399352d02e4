package io.github.altprop.jobs.train;

import io.github.altprop.evaluation.theory.ExampleGeometry;
import io.github.altprop.evaluation.theory.LossTheory;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.worker.Driver;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.loss.ExponentialLoss;
import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.optimizer.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the theory of feedback alignment promises of a training with the exponential loss, and how
 * far the training has come in its time: the sum of its learning rates.
 */
final class TheoryLog {
  private final LossTheory theory;
  private final Schedule schedule;
  private final double learningRate;
  private final int epochs;
  private long step;
  private double time;

  private TheoryLog(LossTheory theory, Driver driver, Experiment experiment) {
    this.theory = theory;
    schedule = driver.schedule();
    learningRate = experiment.optimizer().options().number("learningRate");
    epochs = experiment.epochs();
  }

  /**
   * A log, if alignment is recorded, the loss is exponential and each step sees all examples.
   *
   * @param driver whose learner is at its initial parameters
   */
  static Optional<TheoryLog> of(Experiment experiment, Driver driver) {
    Loss loss = driver.loss();
    if (!(loss instanceof ExponentialLoss)
        || experiment.alignmentEvery().never()
        || experiment.batchSize() > 0
        || experiment.averaging().workers() > 1) {
      return Optional.empty();
    }
    List<Minibatch> all = new ArrayList<>();
    driver.trainingSet(all::add);
    Minibatch examples = all.get(0);
    LossTheory theory =
        LossTheory.of(
            driver.trainer().learner(),
            geometry(examples),
            initialLoss(driver.trainer().learner(), examples),
            obstacles(experiment, loss));
    return Optional.of(new TheoryLog(theory, driver, experiment));
  }

  private static ExampleGeometry geometry(Minibatch examples) {
    double[] inputs = new double[examples.inputs().length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = examples.inputs()[i];
    }
    int[] signs = new int[examples.size()];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = 2 * examples.labels()[i] - 1;
    }
    return ExampleGeometry.of(inputs, signs);
  }

  private static double initialLoss(Learner learner, Minibatch examples) {
    float[] outputs = learner.logits(examples.inputs(), examples.size());
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += Math.exp(-(2 * examples.labels()[i] - 1) * (double) outputs[i]);
    }
    return sum / outputs.length;
  }

  /** What in the training is not the gradient flow of the mean loss. */
  private static List<String> obstacles(Experiment experiment, Loss loss) {
    List<String> obstacles = new ArrayList<>();
    AlignmentLog.obstacles(experiment).forEach(obstacle -> obstacles.add(obstacle.reason()));
    if (experiment.optimizer().name().equals("sgd")
        && experiment.optimizer().options().number("momentum") > 0) {
      obstacles.add("momentum makes a step depend on those before");
    }
    if (loss.reduction() != Reduction.MEAN) {
      obstacles.add("the loss is a sum over examples, not their mean");
    }
    return obstacles;
  }

  /** Records what is known before the first step. */
  void start(RunRecorder recorder) {
    recorder.theory(theory);
  }

  /**
   * What the loss before a step cannot exceed.
   *
   * @param number steps made before
   */
  OptionalDouble lossBound(long number) {
    if (number < step) {
      step = 0;
      time = 0;
    }
    for (; step < number; step++) {
      // An epoch is one step.
      time += learningRate * schedule.factor((double) step, epochs);
    }
    return theory.lossBound(time);
  }
}
