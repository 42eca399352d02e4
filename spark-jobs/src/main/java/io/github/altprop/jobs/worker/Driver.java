package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.state.CheckpointFiles;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.training.learner.Trainer;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The driver's own copy of what an experiment trains: it says whether everything fits together, has
 * the initial state, and reads and writes checkpoints.
 */
public final class Driver implements AutoCloseable {
  private final JavaSparkContext spark;
  private final WorkerPlan plan;
  private final Engine engine;
  private final Trainer trainer;

  private Driver(JavaSparkContext spark, WorkerPlan plan, Engine engine, Trainer trainer) {
    this.spark = spark;
    this.plan = plan;
    this.engine = engine;
    this.trainer = trainer;
  }

  /**
   * Builds the experiment for a data set.
   *
   * @throws io.github.altprop.jobs.UserError if they do not fit together
   */
  public static Driver open(JavaSparkContext spark, Experiment experiment, ShardedDataset data) {
    requireDataset(experiment, data);
    WorkerPlan plan =
        new WorkerPlan(
            UUID.randomUUID().toString(), experiment.toYaml(), data, Threads.perWorker(spark));
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

  public JavaSparkContext spark() {
    return spark;
  }

  /** Examples of the training split. */
  public long trainingExamples() {
    return plan.data().manifest().split(Split.TRAIN).examples();
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
    return new Crew(
        spark,
        plan,
        trainer
            .learner()
            .ruleState()
            .map(state -> Numbers.of(state.flat()))
            .orElseGet(
                () -> Numbers.of(trainer.learner().parameters().flat().type(), new double[0])));
  }

  /** What computes, in words, and with how many threads a worker. */
  public String device() {
    return engine.description();
  }

  public int threadsPerWorker() {
    return plan.threads();
  }

  @Override
  public void close() {
    engine.close();
  }
}
