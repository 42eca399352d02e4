package io.github.altprop.jobs.cli;

import io.github.altprop.evaluation.run.Epoch;
import io.github.altprop.evaluation.run.Run;
import io.github.altprop.jobs.measure.Reports;
import io.github.altprop.jobs.train.TrainJob;
import io.github.altprop.jobs.train.TrainRequest;
import io.github.altprop.jobs.train.TrainResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code altprop train}. */
@Command(
    name = "train",
    description = {
      "Trains an experiment on sharded data into a run folder.",
      "%nWorkers train side by side on minibatches of their own and average their parameters every"
          + " averaging.period minibatches. The same seed and number of workers give the same"
          + " parameters, bit for bit, also across a stop and --resume."
    })
final class TrainCommand implements Callable<Integer> {
  private static final int DIVERGED = 3;

  @Mixin private Output output;
  @Mixin private DeviceOption device;

  @Option(
      names = "--conf",
      paramLabel = "FILE.yaml",
      description = "The experiment; see conf/experiments. With --resume the run has its own.")
  private String conf;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "URI",
      description = "The data set: a folder that altprop shard made.")
  private String data;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "RUN",
      description = "The run folder to make (or, with --resume, to continue).")
  private String run;

  @Option(
      names = "--set",
      paramLabel = "key.path=value",
      description = "Overrides a value of the experiment; may be repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Workers that train side by side; short for --set averaging.workers=N.")
  private String workers;

  @Option(
      names = "--resume",
      description = {
        "Continues the run at its newest whole checkpoint. With --conf, a run that is not there is",
        "begun, so that a scheduler may repeat one command line."
      })
  private boolean resume;

  @Override
  public Integer call() {
    List<String> all = new ArrayList<>(overrides);
    if (workers != null) {
      all.add("averaging.workers=" + workers);
    }
    TrainRequest request =
        new TrainRequest(
            Optional.ofNullable(conf),
            all,
            data,
            run,
            resume ? TrainRequest.Mode.RESUME : TrainRequest.Mode.NEW,
            device.wanted());
    TrainJob job = TrainJob.prepare(request, SparkSessions.hadoop());
    String title = "altprop train " + job.experiment().name();
    int threads = job.experiment().averaging().workers();
    Terminal progress = output.progress();
    AtomicReference<TrainResult> result = new AtomicReference<>();
    SparkSessions.with(title, threads, spark -> result.set(job.run(spark, progress)));
    progress.clear();
    summarise(Reports.of(result.get().run()), output.results());
    if (result.get().divergence().isPresent()) {
      output.errors().println("altprop: " + result.get().divergence().get());
      return DIVERGED;
    }
    return 0;
  }

  private static void summarise(Run run, PrintWriter results) {
    results.println("run            " + run.folder());
    run.lastEpoch()
        .ifPresent(
            last -> {
              results.println("epochs         " + last.epoch());
              results.println("trainAccuracy  " + four(last));
              results.println("testAccuracy   " + test(last));
            });
    results.flush();
  }

  private static String four(Epoch epoch) {
    return String.format(Locale.ROOT, "%.4f", epoch.trainAccuracy().orElse(Double.NaN));
  }

  private static String test(Epoch epoch) {
    return String.format(Locale.ROOT, "%.4f", epoch.testAccuracy().orElse(Double.NaN));
  }
}
