package io.github.altprop.jobs.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run on an MLflow server. */
final class MlflowRun {
  /** Most metrics that one request may hold. */
  static final int METRICS = 1_000;

  /** Most parameters, or tags. */
  private static final int PARAMETERS = 100;

  /** Marks an experiment as one of trainings: MLflow 3 stores it, older servers pay no heed. */
  private static final Map<String, String> TRAINING =
      Map.of("key", "mlflow.experimentKind", "value", "custom_model_development");

  private static final int NOT_FOUND = 404;
  private static final int LONGEST_TAG = 500;

  private final MlflowServer server;
  private final String id;

  private MlflowRun(MlflowServer server, String id) {
    this.server = server;
    this.id = id;
  }

  /**
   * The run that a training is tracked as: the one that it was before, or a new one.
   *
   * @throws RefusedException if the server says no
   * @throws IOException if it may say something else later
   */
  static MlflowRun begin(MlflowServer server, Introduction introduction)
      throws IOException, InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>(introduction.parameters());
    Map<String, String> tags = new LinkedHashMap<>(introduction.tags());
    Optional<JsonNode> before = before(server, introduction);
    MlflowRun run;
    if (before.isPresent()) {
      run = new MlflowRun(server, before.get().path("info").path("run_id").asText());
      // Parameters of a run cannot change; what a resumed training changed becomes a tag.
      for (JsonNode known : before.get().path("data").path("params")) {
        String key = known.path("key").asText();
        String now = parameters.remove(key);
        if (now != null && !now.equals(known.path("value").asText())) {
          tags.put("altprop.resumed." + key, now);
        }
      }
      run.status("RUNNING", Map.of());
    } else {
      run = created(server, introduction);
    }
    run.tell(parameters, tags);
    return run;
  }

  /** The run that a training was tracked as, if it was tracked by this server. */
  static Optional<MlflowRun> known(MlflowServer server, Location folder) {
    return TrackedRun.in(folder)
        .filter(run -> run.server().equals(server.address()))
        .map(run -> new MlflowRun(server, run.runId()));
  }

  private static Optional<JsonNode> before(MlflowServer server, Introduction introduction)
      throws IOException, InterruptedException {
    Optional<TrackedRun> known =
        TrackedRun.in(introduction.folder()).filter(r -> r.server().equals(server.address()));
    if (known.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode run = server.get("runs/get", "run_id", known.get().runId()).path("run");
      boolean active = run.path("info").path("lifecycle_stage").asText("active").equals("active");
      return active ? Optional.of(run) : Optional.empty();
    } catch (RefusedException e) {
      if (e.status() == NOT_FOUND || e.status() == 400) {
        return Optional.empty(); // deleted there, or another server at the same address
      }
      throw e;
    }
  }

  private static MlflowRun created(MlflowServer server, Introduction introduction)
      throws IOException, InterruptedException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("experiment_id", experiment(server, introduction.experiment()));
    request.put("run_name", introduction.folder().name());
    request.put("start_time", System.currentTimeMillis());
    JsonNode made = server.post("runs/create", request);
    String id = made.path("run").path("info").path("run_id").asText();
    if (id.isEmpty()) {
      throw new RefusedException(200, "", "its answers are not those of an MLflow server");
    }
    try {
      new TrackedRun(server.address(), id).writeTo(introduction.folder());
    } catch (UserError e) {
      // A resumed training will then be another run there.
    }
    return new MlflowRun(server, id);
  }

  /** The id of an experiment, which is made if there is none of that name. */
  private static String experiment(MlflowServer server, String name)
      throws IOException, InterruptedException {
    try {
      return experimentId(server, name);
    } catch (RefusedException e) {
      if (e.status() != NOT_FOUND) {
        throw e;
      }
    }
    try {
      JsonNode made =
          server.post("experiments/create", Map.of("name", name, "tags", List.of(TRAINING)));
      return made.path("experiment_id").asText();
    } catch (RefusedException e) {
      if (e.code().equals("RESOURCE_ALREADY_EXISTS")) {
        return experimentId(server, name); // another training was faster
      }
      throw e;
    }
  }

  private static String experimentId(MlflowServer server, String name)
      throws IOException, InterruptedException {
    JsonNode found = server.get("experiments/get-by-name", "experiment_name", name);
    return found.path("experiment").path("experiment_id").asText();
  }

  private void tell(Map<String, String> parameters, Map<String, String> tags)
      throws IOException, InterruptedException {
    List<Map<String, String>> all = pairs(parameters, Integer.MAX_VALUE);
    for (int from = 0; from < all.size(); from += PARAMETERS) {
      batch("params", all.subList(from, Math.min(all.size(), from + PARAMETERS)));
    }
    List<Map<String, String>> told = pairs(tags, LONGEST_TAG);
    for (int from = 0; from < told.size(); from += PARAMETERS) {
      batch("tags", told.subList(from, Math.min(told.size(), from + PARAMETERS)));
    }
  }

  private static List<Map<String, String>> pairs(Map<String, String> values, int longest) {
    List<Map<String, String>> pairs = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          if (!value.isEmpty()) {
            String cut = value.length() <= longest ? value : value.substring(0, longest);
            pairs.add(Map.of("key", key, "value", cut));
          }
        });
    return pairs;
  }

  /**
   * Adds numbers.
   *
   * @param metrics at most {@link #METRICS}
   */
  void log(List<Metric> metrics) throws IOException, InterruptedException {
    batch("metrics", metrics);
  }

  private void batch(String what, List<?> values) throws IOException, InterruptedException {
    server.post("runs/log-batch", Map.of("run_id", id, what, List.copyOf(values)));
  }

  /**
   * Ends the run.
   *
   * @param outcome in a few words
   */
  void end(Tracker.Ending ending, String outcome) throws IOException, InterruptedException {
    tell(Map.of(), Map.of("altprop.outcome", outcome));
    status(ending.name(), Map.of("end_time", System.currentTimeMillis()));
  }

  private void status(String status, Map<String, ?> more) throws IOException, InterruptedException {
    Map<String, Object> request = new LinkedHashMap<>(more);
    request.put("run_id", id);
    request.put("status", status);
    server.post("runs/update", request);
  }
}
