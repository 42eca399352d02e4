package io.github.altprop.jobs.tracking;

import io.github.altprop.evaluation.run.Scalars;
import io.github.altprop.jobs.Progress;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.conf.Tracking;
import io.github.altprop.jobs.files.Location;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who hears of a training, as its experiment says. */
public final class Trackers {
  private static final String ADDRESS = "MLFLOW_TRACKING_URI";

  private Trackers() {}

  /**
   * Checks what the experiment and the environment say of tracking, before anything is begun.
   *
   * @param environment variables by name
   * @throws UserError if there is no usable address where one must be
   */
  public static void check(Experiment experiment, Map<String, String> environment) {
    address(experiment.tracking(), environment);
  }

  /**
   * Begins to track a training; not at all if the experiment says so. No server is waited for.
   *
   * @param environment variables by name, of which those of MLflow are read
   * @param folder of the run
   * @param facts of its provenance
   * @param progress told of trouble, once
   */
  public static Tracker start(
      Experiment experiment,
      Map<String, String> environment,
      Location folder,
      Map<String, Object> facts,
      Progress progress) {
    Optional<String> address = address(experiment.tracking(), environment);
    if (address.isEmpty()) {
      return Tracker.NONE;
    }
    Introduction introduction =
        new Introduction(
            experiment.tracking().experiment(),
            folder,
            RunParameters.of(experiment.resolved()),
            tags(folder, facts));
    Patience patience = Patience.DEFAULT;
    MlflowServer server =
        new MlflowServer(address.get(), Login.of(environment), patience.request());
    return MlflowTracker.start(server, introduction, progress, patience);
  }

  /**
   * Adds what was measured after training to the run that the training was tracked as, if it was.
   * The server is asked once; what goes wrong is one line and no failure.
   *
   * @param environment variables by name, of which those of MLflow are read
   * @param folder of the run
   * @param records as {@link Tracker#record} takes them
   * @param progress told of trouble
   */
  public static void add(
      Experiment experiment,
      Map<String, String> environment,
      Location folder,
      List<? extends Map<String, ?>> records,
      Progress progress) {
    try {
      Optional<String> address = address(experiment.tracking(), environment);
      if (address.isEmpty()) {
        return;
      }
      MlflowServer server =
          new MlflowServer(address.get(), Login.of(environment), Patience.DEFAULT.request());
      Optional<MlflowRun> run = MlflowRun.known(server, folder);
      if (run.isPresent()) {
        run.get().log(metrics(records));
      }
    } catch (IOException | UserError e) {
      progress.say("tracking: what was measured is not told of: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Metric> metrics(List<? extends Map<String, ?>> records) {
    long now = System.currentTimeMillis();
    return records.stream()
        .flatMap(record -> Scalars.of(record).stream())
        .map(scalar -> new Metric(scalar.name(), scalar.value(), now, scalar.step()))
        .limit(MlflowRun.METRICS)
        .toList();
  }

  private static Optional<String> address(Tracking tracking, Map<String, String> environment) {
    if (tracking.mlflow().equals(Tracking.NONE)) {
      return Optional.empty();
    }
    if (!tracking.mlflow().equals(Tracking.ENVIRONMENT)) {
      return Optional.of(tracking.mlflow());
    }
    String address = environment.getOrDefault(ADDRESS, "");
    if (address.isEmpty()) {
      throw new UserError(
          "tracking.mlflow is environment but "
              + ADDRESS
              + " is not set: it must be the address of an MLflow server");
    }
    Tracking.addressProblem(ADDRESS, address)
        .ifPresent(
            problem -> {
              throw new UserError(problem);
            });
    return Optional.of(address);
  }

  private static Map<String, String> tags(Location folder, Map<String, Object> facts) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("mlflow.source.name", "altprop train");
    tags.put("mlflow.source.type", "JOB");
    tags.put("mlflow.user", System.getProperty("user.name", ""));
    if (facts.get("commit") instanceof String commit && !commit.equals("unknown")) {
      tags.put("mlflow.source.git.commit", commit);
    }
    tags.put("altprop.runFolder", folder.uri());
    facts.forEach((name, value) -> tags.put("altprop." + name, String.valueOf(value)));
    return tags;
  }
}
