package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.run.ComponentRow;
import io.github.altprop.evaluation.run.EvaluationRow;
import io.github.altprop.evaluation.run.Evaluations;
import io.github.altprop.jobs.Progress;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.device.WantedDevice;
import io.github.altprop.jobs.run.Checkpoint;
import io.github.altprop.jobs.run.RunFolder;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.jobs.tracking.Trackers;
import io.github.altprop.jobs.worker.Driver;
import io.github.altprop.jobs.worker.SparkCrew;
import io.github.altprop.preprocessing.Split;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/** A run at its newest checkpoint, on data, with a crew to measure it. */
public final class TrainedRun implements AutoCloseable {
  private final RunFolder folder;
  private final Experiment experiment;
  private final ShardedDataset data;
  private final Driver driver;
  private final ModelState state;
  private final long step;
  private final Progress progress;
  private final SparkCrew crew;

  private TrainedRun(
      RunFolder folder,
      Experiment experiment,
      ShardedDataset data,
      Driver driver,
      RunState state,
      Progress progress) {
    this.folder = folder;
    this.experiment = experiment;
    this.data = data;
    this.driver = driver;
    this.state = state.model();
    this.step = state.moment().step();
    this.progress = progress;
    crew = driver.sparkCrew();
  }

  /**
   * Opens a run.
   *
   * @param device what it is to be measured on
   * @param progress told of broken checkpoints that are passed over
   * @throws UserError if it has no checkpoint, or does not fit the data
   */
  public static TrainedRun open(
      JavaSparkContext spark, String run, String data, WantedDevice device, Progress progress) {
    RunFolder folder = RunFolder.open(run, spark.hadoopConfiguration());
    Experiment experiment = folder.experiment(List.of());
    ShardedDataset shards = ShardedDataset.open(data, spark.hadoopConfiguration());
    Checkpoint checkpoint = folder.newestCheckpoint(progress::say);
    Placement placement = Placement.of(device, spark, Set.of(experiment.precision()));
    Driver driver = Driver.open(spark, experiment, shards, placement);
    long examples = shards.manifest().split(Split.TRAIN).examples();
    try {
      RunState state = driver.files().read(checkpoint);
      return new TrainedRun(folder, experiment.on(examples), shards, driver, state, progress);
    } catch (RuntimeException e) {
      driver.close();
      throw e;
    }
  }

  RunFolder folder() {
    return folder;
  }

  Experiment experiment() {
    return experiment;
  }

  ShardedDataset data() {
    return data;
  }

  Driver driver() {
    return driver;
  }

  ModelState state() {
    return state;
  }

  /** Passes numbers that were measured on to where the training was tracked. */
  void tell(List<EvaluationRow> splits, List<ComponentRow> components) {
    Trackers.add(
        experiment,
        System.getenv(),
        folder.folder(),
        Evaluations.records(step, splits, components),
        progress);
  }

  SparkCrew crew() {
    return crew;
  }

  @Override
  public void close() {
    crew.close();
    driver.close();
  }
}
