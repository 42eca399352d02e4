package io.github.altprop.jobs.train;

import io.github.altprop.jobs.BuildInfo;
import io.github.altprop.jobs.Progress;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Components;
import io.github.altprop.jobs.conf.Dataset;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.device.WantedDevice;
import io.github.altprop.jobs.dl4j.Dl4jRounds;
import io.github.altprop.jobs.files.FolderLock;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.round.RoundEngine;
import io.github.altprop.jobs.round.RoundRunner;
import io.github.altprop.jobs.round.Rounds;
import io.github.altprop.jobs.run.Checkpoint;
import io.github.altprop.jobs.run.MetricsLog;
import io.github.altprop.jobs.run.Moment;
import io.github.altprop.jobs.run.RunFolder;
import io.github.altprop.jobs.state.OptimizerState;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.jobs.tracking.Tracker;
import io.github.altprop.jobs.tracking.Trackers;
import io.github.altprop.jobs.worker.Crew;
import io.github.altprop.jobs.worker.Driver;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.ManifestJson;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.NotFinite;
import io.github.altprop.training.tensor.Precision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/** Trains an experiment into a run folder. Nothing is written before everything is checked. */
public final class TrainJob {
  private static final String DIVERGED = "diverged";
  private static final String FINISHED = "finished";

  private final TrainRequest request;
  private final Experiment experiment;
  private final Configuration configuration;

  private TrainJob(TrainRequest request, Experiment experiment, Configuration configuration) {
    this.request = request;
    this.experiment = experiment;
    this.configuration = configuration;
  }

  /**
   * Reads and checks the experiment, which says how many workers Spark must offer.
   *
   * @throws UserError if it is wrong, or is not the one of the run that is to be continued
   */
  public static TrainJob prepare(TrainRequest request, Configuration configuration) {
    Optional<Experiment> given =
        request
            .conf()
            .map(
                file ->
                    Experiment.read(
                        file,
                        Location.of(file, configuration).readText(),
                        request.overrides(),
                        Components.catalog()));
    boolean begins =
        request.mode() == TrainRequest.Mode.NEW
            || (given.isPresent() && !RunFolder.isAt(request.output(), configuration));
    if (begins) {
      RunFolder.requireFree(request.output(), configuration);
      Experiment experiment =
          given.orElseThrow(() -> new UserError("--conf is missing: the experiment to train"));
      Trackers.check(experiment, System.getenv());
      return new TrainJob(request.as(TrainRequest.Mode.NEW), experiment, configuration);
    }
    RunFolder run = RunFolder.open(request.output(), configuration);
    Experiment experiment = given.orElseGet(() -> run.experiment(request.overrides()));
    List<String> conflicts = experiment.conflictsWith(run.experiment(List.of()));
    if (!conflicts.isEmpty()) {
      throw new UserError(
          "run "
              + run
              + " cannot be resumed as another experiment: "
              + String.join("; ", conflicts));
    }
    Trackers.check(experiment, System.getenv());
    if (experiment.engine().equals(Components.DL4J)) {
      throw new UserError(
          "run " + run + " cannot be resumed: engine dl4j keeps its moments out of checkpoints");
    }
    return new TrainJob(request, experiment, configuration);
  }

  public Experiment experiment() {
    return experiment;
  }

  /** Trains to the end, or to the step at which the training diverges. */
  public TrainResult run(JavaSparkContext spark, Progress progress) {
    Set<Precision> precision = Set.of(experiment.precision());
    Placement placement = Placement.of(device(), spark, precision);
    List<String> leftAside = placement.leftAside(device(), precision);
    return run(data -> Driver.open(spark, experiment, data, placement), leftAside, progress);
  }

  /**
   * The same with one worker in the thread that asks, which is that of one of Spark's tasks: to the
   * same parameters, bit for bit, as one worker with as many threads.
   *
   * @param placement where it computes
   * @throws UserError if the experiment wants more workers, or another engine
   */
  public TrainResult runWithinTask(int threads, Placement placement, Progress progress) {
    if (experiment.averaging().workers() != 1 || experiment.engine().equals(Components.DL4J)) {
      throw new UserError(
          experiment.name()
              + ": averaging.workers is "
              + experiment.averaging().workers()
              + ", engine "
              + experiment.engine()
              + "; a point of a sweep has one worker of engine altprop");
    }
    return run(
        data -> Driver.withinTask(experiment, data, threads, placement), List.of(), progress);
  }

  /** DL4J trains on processors, unless it is asked for what it will refuse. */
  private WantedDevice device() {
    boolean auto = request.device().equals(WantedDevice.AUTO);
    return auto && experiment.engine().equals(Components.DL4J)
        ? WantedDevice.CPU
        : request.device();
  }

  /** What is to be read of devices is said once nothing is refused any more. */
  private TrainResult run(
      Function<ShardedDataset, Driver> drivers, List<String> ofDevices, Progress progress) {
    experiment.notes().forEach(progress::say);
    ShardedDataset data = ShardedDataset.open(request.data(), configuration);
    requireMinibatches(data.manifest().split(Split.TRAIN).examples());
    try (Driver driver = drivers.apply(data)) {
      if (experiment.engine().equals(Components.DL4J)) {
        Dl4jRounds.require(experiment, driver);
      }
      String device = driver.device();
      RunFolder run =
          request.mode() == TrainRequest.Mode.NEW
              ? RunFolder.create(request.output(), configuration)
              : RunFolder.open(request.output(), configuration);
      ofDevices.forEach(progress::say);
      return FolderLock.during(run.folder(), () -> locked(driver, device, data, run, progress));
    }
  }

  private void requireMinibatches(long trainingExamples) {
    if (experiment.dropLast() && experiment.minibatches(trainingExamples) == 0) {
      throw new UserError(
          "experiment "
              + experiment.name()
              + ": dropLast leaves nothing to train on: batchSize is "
              + experiment.batchSize()
              + " but the data has "
              + trainingExamples
              + " training examples");
    }
  }

  private TrainResult locked(
      Driver driver, String device, ShardedDataset data, RunFolder run, Progress progress) {
    run.requireData(ManifestJson.checksum(data.manifest()));
    if (run.fact("outcome").equals(Optional.of(DIVERGED))) {
      progress.say(
          run + " diverged; it goes on before that, and will again unless something changed");
    }
    Optional<Checkpoint> checkpoint =
        request.mode() == TrainRequest.Mode.NEW
            ? Optional.empty()
            : run.checkpoints().newest(progress::say);
    run.folder().child(RunFolder.EXPERIMENT).write(experiment.toYaml());
    Map<String, Object> facts = facts(driver, device, data);
    run.started(facts);
    Tracker tracker = Trackers.start(experiment, System.getenv(), run.folder(), facts, progress);
    Tracker.Ending ending = Tracker.Ending.FAILED;
    String outcome = "failed";
    try {
      Optional<String> divergence = train(driver, data, run, checkpoint, tracker, progress);
      run.ended(divergence.isPresent() ? DIVERGED : FINISHED);
      ending = divergence.isPresent() ? Tracker.Ending.FAILED : Tracker.Ending.FINISHED;
      outcome = divergence.orElse(FINISHED);
      return new TrainResult(run, divergence);
    } finally {
      tracker.end(ending, outcome);
    }
  }

  private Optional<String> train(
      Driver driver,
      ShardedDataset data,
      RunFolder run,
      Optional<Checkpoint> checkpoint,
      Tracker tracker,
      Progress progress) {
    // Before a checkpoint is read: alignment is followed from the initial state.
    Optional<AlignmentLog> alignment = AlignmentLog.of(experiment, driver);
    RunState start = checkpoint.map(driver.files()::read).orElseGet(() -> initial(driver));
    if (request.mode() == TrainRequest.Mode.RESUME) {
      progress.say(
          checkpoint
              .map(found -> "resuming after " + found.name() + " of " + run)
              .orElse("no checkpoint in " + run + ": starting at the beginning"));
    }
    progress.say(experiment.name() + ": " + counts(driver.trainer().learner()));
    if (!driver.placement().onProcessors()) {
      progress.say("computing on " + run.fact("device").orElseThrow());
    }
    int lines = checkpoint.map(found -> found.state().metricsLines()).orElse(0);
    Experiment onData = experiment.on(data.manifest().split(Split.TRAIN).examples());
    TrainingLoop.Examples examples =
        new TrainingLoop.Examples(
            data.manifest().split(Split.TRAIN).examples(),
            data.manifest().split(Split.TEST).examples(),
            data.manifest().classes().size());
    Rounds rounds =
        new Rounds(
            onData.minibatches(examples.train()),
            onData.averaging().workers(),
            onData.averaging().period());
    try (MetricsLog log = MetricsLog.open(run.folder(), lines);
        Crew crew = driver.crew();
        RoundRunner engine =
            engine(onData, driver, start.model().bytes(), crew, rounds, progress)) {
      return new TrainingLoop(
              onData,
              examples,
              crew,
              rounds,
              engine,
              run.checkpoints(),
              driver.files(),
              new RunRecorder(log, tracker, driver.trainer().learner().targetSizes()),
              alignment,
              progress)
          .run(start)
          .map(diverged -> explained(diverged, run));
    }
  }

  private static String explained(TrainingLoop.Diverged diverged, RunFolder run) {
    NotFinite found = diverged.divergence().found();
    return "diverged in epoch "
        + diverged.epoch()
        + " at step "
        + diverged.divergence().step()
        + ": "
        + (found.kind() == NotFinite.Kind.STEP
            ? "no step can be made (" + found.what() + ")"
            : "the " + found.what() + " of " + found.layer() + " is not finite")
        + "; "
        + run.checkpoints()
            .newest(warning -> {})
            .map(good -> "the last good checkpoint is " + good.name())
            .orElse("there is no checkpoint before that");
  }

  private static RoundRunner engine(
      Experiment experiment,
      Driver driver,
      long stateBytes,
      Crew crew,
      Rounds rounds,
      Progress progress) {
    return experiment.engine().equals(Components.DL4J)
        ? new Dl4jRounds(experiment, driver, crew.onSpark().orElseThrow(), rounds)
        : RoundEngine.of(
            crew, rounds, Slicing.of(stateBytes, experiment.averaging().workers()), progress::say);
  }

  /** "24957962 parameters, 13405194 effective, 11552768 affiliated". */
  private static String counts(Learner learner) {
    return learner.parameterCounts().entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  private RunState initial(Driver driver) {
    List<OptimizerState> own =
        experiment.averaging().keepOptimizerState()
            ? Collections.nCopies(experiment.averaging().workers(), driver.state().optimizer())
            : List.of();
    return new RunState(Moment.START, driver.state(), own);
  }

  private Map<String, Object> facts(Driver driver, String device, ShardedDataset data) {
    BuildInfo build = BuildInfo.current();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("altprop", build.version());
    facts.put("commit", build.commit());
    facts.put("uncommittedChanges", build.dirty());
    facts.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    facts.put("java", System.getProperty("java.version"));
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("engine", experiment.engine());
    facts.put("device", device);
    facts.put("threadsPerWorker", driver.threadsPerWorker());
    facts.put("workers", experiment.averaging().workers());
    facts.put("seed", experiment.seed());
    facts.put("dataset", data.manifest().dataset());
    ImageShape image = data.manifest().image();
    facts.put("image", List.of(image.height(), image.width(), image.channels()));
    Dataset wanted = experiment.dataset();
    facts.put("normalization", wanted.normalization());
    if (wanted.normalization().equals(Dataset.CHANNELS)) {
      facts.put("mean", wanted.meanOr(data.manifest().statistics().channelMean()));
      facts.put("std", wanted.stdOr(data.manifest().statistics().channelStd()));
    }
    facts.put("dropLast", experiment.dropLast());
    facts.put("shuffle", experiment.shuffle());
    facts.put("classes", data.manifest().classes().size());
    facts.put("manifestChecksum", ManifestJson.checksum(data.manifest()));
    facts.put("parameters", driver.trainer().learner().parameterCounts());
    return facts;
  }
}
