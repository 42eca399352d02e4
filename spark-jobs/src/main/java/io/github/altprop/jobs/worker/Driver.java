package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.state.CheckpointFiles;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.optimizer.Schedule;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The driver's own copy of what an experiment trains: it says whether everything fits together, has
 * the initial state, and reads and writes checkpoints.
 */
public final class Driver implements AutoCloseable {
  private final Optional<JavaSparkContext> spark;
  private final WorkerPlan plan;
  private final Engine engine;
  private final Trainer trainer;

  private Driver(
      Optional<JavaSparkContext> spark, WorkerPlan plan, Engine engine, Trainer trainer) {
    this.spark = spark;
    this.plan = plan;
    this.engine = engine;
    this.trainer = trainer;
  }

  /**
   * Builds the experiment for a data set.
   *
   * @param placement where workers compute; the driver itself always computes on the processor
   * @throws io.github.altprop.jobs.UserError if they do not fit together
   */
  public static Driver open(
      JavaSparkContext spark, Experiment experiment, ShardedDataset data, Placement placement) {
    return open(Optional.of(spark), experiment, data, Threads.perWorker(spark), placement);
  }

  /**
   * The same for one worker that trains in the thread of its driver, as a part of a task of
   * Spark's.
   *
   * @param threads that the worker may compute with
   */
  public static Driver withinTask(
      Experiment experiment, ShardedDataset data, int threads, Placement placement) {
    return open(Optional.empty(), experiment, data, threads, placement);
  }

  private static Driver open(
      Optional<JavaSparkContext> spark,
      Experiment experiment,
      ShardedDataset data,
      int threads,
      Placement placement) {
    requireDataset(experiment, data);
    requireChannels(experiment, data);
    WorkerPlan plan =
        new WorkerPlan(UUID.randomUUID().toString(), experiment.toYaml(), data, threads, placement);
    Engine engine = Engines.cpu(1);
    try {
      return new Driver(spark, plan, engine, plan.blueprint().trainer(engine));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static void requireDataset(Experiment experiment, ShardedDataset data) {
    String wanted = experiment.dataset().name();
    String found = data.manifest().dataset();
    if (!wanted.equals(Experiment.ANY_DATASET) && !wanted.equals(found)) {
      throw new UserError(
          "the data is "
              + found
              + " but experiment "
              + experiment.name()
              + " is meant for "
              + wanted
              + " (dataset.name; any takes all)");
    }
  }

  private static void requireChannels(Experiment experiment, ShardedDataset data) {
    int given = experiment.dataset().mean().size();
    int channels = data.manifest().image().channels();
    if (given > 0 && given != channels) {
      throw new UserError(
          "experiment "
              + experiment.name()
              + ": dataset.mean and dataset.std have "
              + given
              + " numbers but images of "
              + data.manifest().dataset()
              + " have "
              + channels
              + (channels == 1 ? " channel" : " channels")
              + "; expected one a channel");
    }
  }

  /**
   * Spark, on which this driver runs.
   *
   * @throws IllegalStateException if it is a part of one of Spark's tasks
   */
  public JavaSparkContext spark() {
    return spark.orElseThrow(() -> new IllegalStateException("no Spark within a task"));
  }

  /** Examples of the training split. */
  public long trainingExamples() {
    return plan.data().manifest().split(Split.TRAIN).examples();
  }

  /** What the experiment minimises. */
  public Loss loss() {
    return plan.blueprint().loss();
  }

  /** How its learning rate changes. */
  public Schedule schedule() {
    return plan.blueprint().schedule();
  }

  /** Goes through the training split in minibatches as stored, not augmented. */
  public void trainingSet(Consumer<Minibatch> use) {
    Experiment experiment = plan.blueprint().experiment();
    long minibatches = (trainingExamples() + experiment.batchSize() - 1) / experiment.batchSize();
    try (Inputs inputs = new Inputs(plan.data(), experiment)) {
      inputs.stored(Split.TRAIN, 0, Math.toIntExact(minibatches), use);
    }
  }

  public Trainer trainer() {
    return trainer;
  }

  /** The state before the first step, or the one that was read last. */
  public ModelState state() {
    return ModelState.of(trainer);
  }

  public CheckpointFiles files() {
    return new CheckpointFiles(trainer);
  }

  /** Workers with this driver's rule state. */
  public Crew crew() {
    return spark.isPresent() ? sparkCrew() : new LoneCrew(plan, rule());
  }

  /** The same, where this driver runs on Spark. */
  public SparkCrew sparkCrew() {
    return new SparkCrew(spark(), plan, rule());
  }

  private Numbers rule() {
    return trainer
        .learner()
        .ruleState()
        .map(state -> Numbers.of(state.flat()))
        .orElseGet(() -> Numbers.of(trainer.learner().parameters().flat().type(), new double[0]));
  }

  /**
   * What the workers compute on, in words. On GPUs it tries an engine on each.
   *
   * @throws UserError if there is one that no engine computes on, with every engine's reason
   */
  public String device() {
    if (placement().onProcessors()) {
      return engine.description();
    }
    Experiment experiment = plan.blueprint().experiment();
    return spark.isPresent()
        ? placement()
            .describe(spark.get(), experiment.averaging().workers(), experiment.precision())
        : placement().describeOfTask(experiment.precision());
  }

  /** Where the workers compute. */
  public Placement placement() {
    return plan.placement();
  }

  /** How many threads a worker computes with, on processors. */
  public int threadsPerWorker() {
    return plan.threads();
  }

  @Override
  public void close() {
    engine.close();
  }
}
