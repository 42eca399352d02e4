package io.github.altprop.jobs.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.files.Location;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code tracking.json} in a run folder: which run of which server a training is tracked as, so
 * that it can be resumed there too.
 *
 * @param server its address
 * @param runId that the server gave the run
 */
record TrackedRun(String server, String runId) {
  /** The file in a run folder. */
  static final String FILE = "tracking.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What the file says, if it is there and says something. */
  static Optional<TrackedRun> in(Location folder) {
    try {
      Optional<String> text = folder.child(FILE).readTextIfThere();
      if (text.isEmpty()) {
        return Optional.empty();
      }
      JsonNode root = JSON.readTree(text.get());
      boolean whole = root.path("mlflow").isTextual() && root.path("runId").isTextual();
      return whole
          ? Optional.of(new TrackedRun(root.get("mlflow").asText(), root.get("runId").asText()))
          : Optional.empty();
    } catch (JsonProcessingException | UserError e) {
      return Optional.empty(); // then the training is tracked as another run
    }
  }

  /**
   * Writes the file.
   *
   * @throws UserError if that is impossible
   */
  void writeTo(Location folder) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("mlflow", server);
    fields.put("runId", runId);
    try {
      folder.child(FILE).write(JSON.writeValueAsString(fields) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
