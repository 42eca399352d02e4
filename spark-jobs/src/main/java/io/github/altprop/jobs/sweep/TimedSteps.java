package io.github.altprop.jobs.sweep;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.worker.Blueprint;
import io.github.altprop.training.learner.GradientProbe;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.Engine;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What steps take on this machine's processor: a few are made on random images.
 *
 * @param perStep seconds of a step
 * @param perEvaluated seconds for an example that is only evaluated
 */
record TimedSteps(double perStep, double perEvaluated) {
  private static final int FEW = 8;
  private static final int MORE = 32;

  /**
   * A minibatch that would take longer than this many seconds is not made; its time is that of a
   * smaller one, and as much more for each example as that took longer than an even smaller one.
   */
  private static final double LONGEST = 2;

  /** Seconds after which a minibatch has been timed often enough, but not after the first time. */
  private static final double ENOUGH = 0.3;

  /**
   * What small trainings mostly are, in seconds: to begin, to evaluate and write a checkpoint, to
   * read and normalise an example. Measured with noisy MNIST on two cores.
   */
  private static final double BEGINNING = 2;

  private static final double CHECKPOINT = 0.15;
  private static final double READING = 1e-5;

  private static final double NANOS = 1e9;

  /** Makes steps and times them; none where the rule cannot train the network. */
  static Optional<TimedSteps> of(Blueprint blueprint, int threads) {
    Experiment experiment = blueprint.experiment();
    try (Engine engine = Placement.open(Device.CPU, threads, experiment.precision())) {
      Trainer trainer = blueprint.trainer(engine);
      int whole = experiment.batchSize();
      Minibatch few = random(blueprint, Math.min(FEW, whole));
      double little = seconds(() -> step(trainer, few));
      int quick = (int) (few.size() * LONGEST / little);
      Minibatch many = random(blueprint, Math.min(whole, Math.max(MORE, quick)));
      double much = seconds(() -> step(trainer, many));
      double perExample = Math.max(0, much - little) / Math.max(1, many.size() - few.size());
      double evaluated =
          seconds(() -> trainer.learner().logits(many.inputs(), many.size())) / many.size();
      return Optional.of(new TimedSteps(much + (whole - many.size()) * perExample, evaluated));
    } catch (UserError e) {
      return Optional.empty(); // its points will say so when they are trained
    }
  }

  private static void step(Trainer trainer, Minibatch batch) {
    trainer.step(batch, 0, 1, GradientProbe.NONE);
  }

  /** The shortest of some times, the first one not counted: it prepares memory and code. */
  private static double seconds(Runnable work) {
    work.run();
    double least = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (int times = 0; times < 2 || sum < ENOUGH; times++) {
      long before = System.nanoTime();
      work.run();
      double took = (System.nanoTime() - before) / NANOS;
      least = Math.min(least, took);
      sum += took;
    }
    return least;
  }

  private static Minibatch random(Blueprint blueprint, int size) {
    SplittableRandom random = new SplittableRandom(1);
    int values = blueprint.inputShape().stream().reduce(1, (a, b) -> a * b);
    float[] inputs = new float[size * values];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextDouble(-1, 1);
    }
    int[] labels = random.ints(size, 0, blueprint.classes()).toArray();
    return new Minibatch(0, inputs, labels);
  }

  /**
   * Seconds of a whole training with its evaluations, but without what is recorded of angles and
   * alignment.
   *
   * @param experiment with its batch size
   * @param train examples that are trained on
   * @param test examples of the test set
   */
  double seconds(Experiment experiment, long train, long test) {
    double epochs = experiment.epochs();
    double evaluations = 1 + Math.ceil(epochs / experiment.evaluateEvery());
    double epoch = experiment.minibatches(train) * perStep + train * READING;
    double evaluation = CHECKPOINT + (train + test) * perEvaluated;
    return BEGINNING + epochs * epoch + evaluations * evaluation;
  }
}
