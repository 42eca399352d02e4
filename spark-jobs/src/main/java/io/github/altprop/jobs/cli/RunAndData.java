package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.device.WantedDevice;
import io.github.altprop.jobs.measure.TrainedRun;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that measure runs on data. */
final class RunAndData {
  @Option(
      names = "--run",
      required = true,
      paramLabel = "RUN",
      description = "A run folder that altprop train made; may be repeated.")
  private List<String> runs;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "URI",
      description = "The data set: a folder that altprop shard made.")
  private String data;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Tasks that run side by side on this machine; default one a GPU or core.")
  private Integer workers;

  @Mixin private DeviceOption device;

  /** Opens each run in turn and has it measured. */
  int measure(String title, Output output, Consumer<TrainedRun> measurement) {
    WantedDevice wanted = device.wanted();
    Terminal progress = output.progress();
    SparkSessions.with(
        title,
        workers == null ? slots() : workers,
        spark -> {
          for (String uri : runs) {
            try (TrainedRun run = TrainedRun.open(spark, uri, data, wanted, progress)) {
              progress.clear();
              if (runs.size() > 1) {
                output.results().println(uri);
              }
              measurement.accept(run);
            }
          }
        });
    return 0;
  }

  private int slots() {
    int gpus = device.gpusHere();
    return gpus > 0 ? gpus : SparkSessions.ALL_CORES;
  }
}
