package io.github.altprop.jobs.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * {@code state.json}: where a run stood and what belongs to the checkpoint.
 *
 * @param format version of this layout
 * @param moment the point of the run
 * @param metricsLines lines of {@code metrics.jsonl} written before it
 * @param testAccuracy at the end of an epoch, else null
 * @param optimizerSteps steps behind each set of moments in {@code optimizer.safetensors}
 * @param files size and checksum of every other file
 */
public record CheckpointState(
    int format,
    Moment moment,
    int metricsLines,
    Double testAccuracy,
    List<Long> optimizerSteps,
    Map<String, Sum> files) {
  static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What a file must be: its length and the hexadecimal SHA-256 of its content. */
  public record Sum(long bytes, String sha256) implements Serializable {}

  public CheckpointState {
    optimizerSteps = List.copyOf(optimizerSteps);
    files = Map.copyOf(files);
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static CheckpointState fromJson(String json) throws JsonProcessingException {
    return JSON.readValue(json, CheckpointState.class);
  }
}
