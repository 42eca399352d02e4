package io.github.altprop.jobs.round;

import io.github.altprop.jobs.conf.Components;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.device.Placement;
import io.github.altprop.jobs.run.Moment;
import io.github.altprop.jobs.state.Numbers;
import io.github.altprop.jobs.state.OptimizerState;
import io.github.altprop.jobs.state.RunState;
import io.github.altprop.jobs.state.Slicing;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.jobs.worker.Driver;
import io.github.altprop.jobs.worker.SparkCrew;
import io.github.altprop.preprocessing.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/** Rounds of a small network on small images. */
public final class RoundFixture {
  static final int BATCH = 8;

  private RoundFixture() {}

  /** Averages in memory for no slices, on the driver for one, else on the executors. */
  static BiFunction<SparkCrew, Rounds, RoundRunner> slices(int slices) {
    return switch (slices) {
      case 0 -> (crew, rounds) -> new RoundEngine(crew, rounds, new MemoryGathering(crew));
      case 1 -> (crew, rounds) -> new RoundEngine(crew, rounds, new DriverGathering(crew));
      default ->
          (crew, rounds) -> new ExecutorRounds(crew, rounds, new Slicing(slices), notice -> {});
    };
  }

  public static Experiment experiment(int workers, String optimizerState) {
    String yaml =
        """
        name: rounds
        network: {name: gait-cifar-shallow, width: 12, hidden: 2}
        rule: fa
        optimizer: {name: adam, learningRate: 1e-3}
        batchSize: %d
        epochs: 1
        averaging: {workers: %d, period: 2, optimizerState: %s}
        metrics: {anglesEvery: 1}
        """;
    return Experiment.read(
        "rounds.yaml",
        yaml.formatted(BATCH, workers, optimizerState),
        List.of(),
        Components.catalog());
  }

  /** How an epoch is shared out. */
  static Rounds rounds(ShardedDataset shards, int workers) {
    long examples = shards.manifest().split(Split.TRAIN).examples();
    return new Rounds((int) ((examples + BATCH - 1) / BATCH), workers, 2);
  }

  /**
   * What an epoch comes to, with all that depends on the clock left out.
   *
   * @param examples that the reports count
   */
  public record Epoch(
      List<List<Double>> vectors, List<Long> steps, List<Object> reports, long examples) {}

  /** Trains an epoch and gathers so many slices over Spark's shuffle. */
  public static Epoch epochInSlices(
      JavaSparkContext spark, String data, Experiment experiment, int slices) {
    return epoch(spark, data, new Configuration(), experiment, slices(slices));
  }

  /**
   * The same, watched.
   *
   * @param watcher gets the reports of each round before the next begins
   */
  public static Epoch epochInSlices(
      JavaSparkContext spark,
      String data,
      Experiment experiment,
      int slices,
      Consumer<List<Report>> watcher) {
    return epoch(spark, data, new Configuration(), experiment, slices(slices), watcher);
  }

  /** Trains an epoch. */
  static Epoch epoch(
      JavaSparkContext spark,
      String data,
      Configuration configuration,
      Experiment experiment,
      BiFunction<SparkCrew, Rounds, RoundRunner> runner) {
    return epoch(spark, data, configuration, experiment, runner, reports -> {});
  }

  private static Epoch epoch(
      JavaSparkContext spark,
      String data,
      Configuration configuration,
      Experiment experiment,
      BiFunction<SparkCrew, Rounds, RoundRunner> runner,
      Consumer<List<Report>> watcher) {
    ShardedDataset shards = ShardedDataset.open(data, configuration);
    try (Driver driver = Driver.open(spark, experiment, shards, Placement.PROCESSORS);
        SparkCrew crew = driver.sparkCrew()) {
      int workers = experiment.averaging().workers();
      Rounds rounds = rounds(shards, workers);
      RoundRunner engine = runner.apply(crew, rounds);
      List<OptimizerState> own =
          experiment.averaging().keepOptimizerState()
              ? Collections.nCopies(workers, driver.state().optimizer())
              : List.of();
      RunState state = new RunState(Moment.START, driver.state(), own);
      List<Object> reports = new ArrayList<>();
      long examples = 0;
      for (int round = 0; round < rounds.count(); round++) {
        RoundEngine.Outcome outcome = engine.run("a round", state, 1, round);
        state = new RunState(Moment.START, outcome.held());
        watcher.accept(outcome.reports());
        outcome
            .reports()
            .forEach(r -> reports.add(List.of(r.worker(), r.examples(), r.lossSum(), r.angles())));
        examples += outcome.reports().stream().mapToLong(Report::examples).sum();
      }
      Epoch epoch = epoch(state, reports, examples);
      engine.close();
      return epoch;
    }
  }

  private static Epoch epoch(RunState state, List<Object> reports, long examples) {
    Stream<Numbers> vectors =
        Stream.concat(
            state.model().vectors().stream(),
            state.own().stream().flatMap(own -> own.vectors().stream()));
    Stream<OptimizerState> optimizers =
        Stream.concat(Stream.of(state.model().optimizer()), state.own().stream());
    return new Epoch(
        vectors.map(v -> Arrays.stream(v.toDoubles()).boxed().toList()).toList(),
        optimizers.map(OptimizerState::steps).toList(),
        reports,
        examples);
  }
}
