package io.github.altprop.jobs.dl4j;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Choice;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.round.RoundEngine;
import io.github.altprop.jobs.round.RoundRunner;
import io.github.altprop.jobs.round.RoundTimes;
import io.github.altprop.jobs.round.Rounds;
import io.github.altprop.jobs.state.ModelState;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.worker.Driver;
import io.github.altprop.jobs.worker.SparkCrew;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.optimizer.Schedule;
import io.github.altprop.training.optimizer.Schedules;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Rounds that DL4J's {@code ParameterAveragingTrainingMaster} runs, on the minibatches that
 * altprop's own rounds would have.
 *
 * <p>It is handed one round at a time, one partition a worker, so that it neither drops nor
 * shuffles examples. Workers count alike in its averages, whatever the length of their shares, and
 * a round has the learning rate of its first step. Moments stay with DL4J: checkpoints have zeros
 * for them.
 */
public final class Dl4jRounds implements RoundRunner {
  private final Experiment experiment;
  private final Driver driver;
  private final SparkCrew crew;
  private final Rounds rounds;
  private final ModelState initial;
  private final Schedule schedule;
  private final Dl4jTraining training;
  private final Dl4jModel model;
  private final SparkDl4jMultiLayer spark;
  private double rateFactor = 1;

  /**
   * Sets DL4J up with the driver's initial parameters.
   *
   * @param experiment for the data at hand
   * @param crew reads the minibatches
   * @throws UserError naming everything that DL4J cannot do of the experiment
   */
  public Dl4jRounds(Experiment experiment, Driver driver, SparkCrew crew, Rounds rounds) {
    this.experiment = experiment;
    this.driver = driver;
    this.crew = crew;
    this.rounds = rounds;
    initial = driver.state();
    Choice choice = experiment.schedule();
    schedule = Schedules.REGISTRY.require(choice.name()).factory().apply(choice.options());
    NativeThreads.use(driver.threadsPerWorker());
    Learner learner = driver.trainer().learner();
    training = Dl4jTraining.of(experiment, learner.network());
    model = Dl4jModel.of(learner.network(), experiment.precision().type(), training);
    model.put(this::holding);
    spark = new SparkDl4jMultiLayer(driver.spark(), model.network(), master(experiment));
  }

  /**
   * Refuses an experiment that DL4J cannot train.
   *
   * @throws UserError naming everything that it cannot do
   */
  public static void require(Experiment experiment, Driver driver) {
    if (!driver.placement().onProcessors()) {
      throw new UserError(
          "experiment "
              + experiment.name()
              + " cannot be trained with engine dl4j on GPUs: say --device cpu");
    }
    Dl4jTraining.of(experiment, driver.trainer().learner().network());
  }

  private static ParameterAveragingTrainingMaster master(Experiment experiment) {
    return new ParameterAveragingTrainingMaster.Builder(
            experiment.averaging().workers(), experiment.batchSize())
        .batchSizePerWorker(experiment.batchSize())
        .averagingFrequency(experiment.averaging().period())
        .workerPrefetchNumBatches(0) // so that steps stay on the thread that NativeThreads set
        .saveUpdater(true)
        .repartionData(Repartition.Never)
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        .storageLevel(null) // the minibatches are kept already
        .build();
  }

  @Override
  public RoundEngine.Outcome run(String description, RunState state, int epoch, int round) {
    long started = System.nanoTime();
    setLearningRate(epoch - 1 + (double) rounds.done(round) / rounds.minibatches());
    JavaRDD<DataSet> minibatches = minibatches(description, epoch, round);
    int threads = driver.threadsPerWorker();
    try {
      spark.fit(
          minibatches.mapPartitions(
              share -> {
                NativeThreads.use(threads);
                return share;
              }));
    } finally {
      minibatches.unpersist();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    model.take(this::holding);
    return new RoundEngine.Outcome(
        new RunState.Here(ModelState.of(driver.trainer()), List.of()),
        List.of(),
        times(round, seconds));
  }

  /** One partition a worker; DL4J counts them before it trains, so they are kept. */
  private JavaRDD<DataSet> minibatches(String description, int epoch, int round) {
    List<TrainingShare> shares = new ArrayList<>();
    for (int worker = 0; worker < rounds.workers(); worker++) {
      List<Integer> share = rounds.share(round, worker);
      if (!share.isEmpty()) {
        shares.add(new TrainingShare(epoch, share));
      }
    }
    return crew.later(description, initial, shares, (worker, state, share) -> share.read(worker))
        .flatMap(List::iterator)
        .persist(StorageLevel.MEMORY_ONLY());
  }

  private void setLearningRate(double epochs) {
    double factor = schedule.factor(epochs, experiment.epochs());
    if (factor != rateFactor) {
      double rate = experiment.optimizer().options().number("learningRate");
      model.network().setLearningRate(rate * factor);
      rateFactor = factor;
    }
  }

  /**
   * DL4J says nothing of its parts, so all time is fitting; its loss is of the last minibatches.
   */
  private RoundTimes times(int round, double seconds) {
    int batch = experiment.batchSize();
    long before = (long) rounds.done(round) * batch;
    long after = Math.min((long) rounds.done(round + 1) * batch, driver.trainingExamples());
    double loss =
        training.reduction() == Reduction.MEAN ? spark.getScore() : spark.getScore() / batch;
    return new RoundTimes(loss, (after - before) / seconds, 0, seconds, 0, 0, 0, "");
  }

  private ParameterVector holding(Parameter parameter) {
    Learner learner = driver.trainer().learner();
    return switch (parameter.role()) {
      case MEAN, VARIANCE -> learner.statistics();
      default -> learner.parameters();
    };
  }

  @Override
  public void close() {
    model.close();
  }
}
