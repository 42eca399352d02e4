package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Sweep;
import io.github.altprop.jobs.device.WantedDevice;
import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.sweep.SweepJob;
import io.github.altprop.jobs.sweep.SweepPlan;
import io.github.altprop.jobs.sweep.SweepTimes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code altprop sweep}. */
@Command(
    name = "sweep",
    description = {
      "Trains many experiments, one Spark task each, into tables.",
      "%nA sweep file names experiments, what varies, and seeds; see conf/sweeps. Every point trains"
          + " to the same parameters as train --workers 1, bit for bit. One that diverges or fails is"
          + " recorded as such and stops no other."
    })
final class SweepCommand implements Callable<Integer> {
  @Mixin private Output output;
  @Mixin private DeviceOption device;

  @Option(
      names = "--conf",
      required = true,
      paramLabel = "SWEEP.yaml",
      description = "The sweep; see conf/sweeps.")
  private String conf;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "[NAME=]URI",
      description =
          "A data set that altprop shard made; NAME=URI for each that the sweep names. {seed} in a"
              + " URI stands for the point's seed.")
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "The folder to make (or, with --resume, to continue).")
  private String folder;

  @Option(names = "--quick", description = "Takes the file's quick variant: the same in minutes.")
  private boolean quick;

  @Option(
      names = "--set",
      paramLabel = "key.path=value",
      description =
          "Overrides a value of every point's experiment, whatever the sweep's file says; may be"
              + " repeated.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "POINT",
      description = "Trains this point alone, or those that fit: 'fa-*'; may be repeated.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--dry-run", description = "Lists the points and what they need; trains none.")
  private boolean dryRun;

  @Option(names = "--resume", description = "Trains what is left of a sweep that was stopped.")
  private boolean resume;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Points that train side by side on this machine; default one a GPU, or one a core, fewer"
              + " where memory would not do.")
  private Integer workers;

  @Override
  public Integer call() {
    if (!dryRun && folder == null) {
      throw new UserError("--output is missing: the folder to make");
    }
    WantedDevice wanted = device.wanted();
    Configuration configuration = SparkSessions.hadoop();
    Sweep sweep =
        Sweep.read(
                conf,
                Location.of(conf, configuration).readText(),
                quick ? Sweep.Variant.QUICK : Sweep.Variant.FULL,
                named -> Location.of(beside(conf, named), configuration).readText())
            .with(overrides);
    SweepPlan all = SweepPlan.of(conf, sweep, addresses(sweep), configuration);
    SweepPlan plan = only.isEmpty() ? all : all.only(only);
    int gpus = device.gpusHere();
    int slots = workers == null ? Slots.fitting(plan.largestBytes(), gpus) : workers;
    if (dryRun) {
      list(plan, slots, gpus);
      return 0;
    }
    AtomicReference<SweepJob.Result> result = new AtomicReference<>();
    Terminal progress = output.progress();
    SparkSessions.with(
        "altprop sweep " + sweep.name(),
        slots,
        spark -> result.set(SweepJob.run(spark, plan, folder, resume, wanted, progress)));
    progress.clear();
    output.results().println("sweep     " + folder);
    output.results().println("points    " + result.get().points());
    output.results().println("finished  " + result.get().finished());
    output.results().println("diverged  " + result.get().diverged());
    output.results().println("failed    " + result.get().failed());
    output.results().println("report    " + folder + "/report.html");
    output.results().flush();
    return result.get().failed() > 0 ? Failures.USER : 0;
  }

  /** Prints what the points need; how long they take only where they run on processors. */
  private void list(SweepPlan plan, int slots, int gpus) {
    Terminal progress = output.progress();
    Optional<SweepTimes> times =
        gpus > 0 ? Optional.empty() : Optional.of(SweepTimes.measured(plan, slots, progress));
    progress.clear();
    output.table(plan.table(times));
    times.ifPresent(estimate -> output.results().println(estimate.all()));
    output.results().flush();
  }

  /** A path that a file gives, relative to the file. */
  private static String beside(String file, String path) {
    return file.substring(0, file.lastIndexOf('/') + 1) + path;
  }

  private Map<String, String> addresses(Sweep sweep) {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (String given : data) {
      int equals = given.indexOf('=');
      boolean named = equals > 0 && sweep.data().contains(given.substring(0, equals));
      if (!named && sweep.data().size() > 1) {
        throw new UserError(
            "--data " + given + " must look like NAME=URI; the sweep names " + sweep.data());
      }
      String name = named ? given.substring(0, equals) : sweep.data().get(0);
      if (addresses.put(name, named ? given.substring(equals + 1) : given) != null) {
        throw new UserError("--data " + given + ": " + name + " is given twice");
      }
    }
    for (String name : sweep.data()) {
      if (!addresses.containsKey(name)) {
        throw new UserError("--data " + name + "=URI is missing: the sweep needs it");
      }
    }
    return addresses;
  }
}
