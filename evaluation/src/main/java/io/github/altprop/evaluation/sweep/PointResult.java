package io.github.altprop.evaluation.sweep;

import io.github.altprop.evaluation.run.EmbeddingTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one point of a sweep came to.
 *
 * @param keys where it stands on every axis: experiment, data, seed, and the grid's keys
 * @param state how it ended
 * @param why it did not finish; empty if it did
 * @param readings by quantity, of those that tables and figures show
 * @param embedding pictures of its layers, if figures show any
 */
public record PointResult(
    String name,
    Map<String, String> keys,
    State state,
    String why,
    Map<String, Reading> readings,
    EmbeddingTable embedding) {
  /** How a point ended. */
  public enum State {
    FINISHED,
    DIVERGED,
    FAILED,
    /** Waits for its turn, or is being trained. */
    WAITING
  }

  public PointResult {
    keys = new LinkedHashMap<>(keys);
    readings = new LinkedHashMap<>(readings);
  }

  /** Its value on an axis. */
  String key(String axis) {
    return keys.getOrDefault(axis, "");
  }

  /** Its values on several axes, in short. */
  String place(List<String> axes) {
    return axes.stream().map(this::key).collect(Collectors.joining(", "));
  }

  /** Whether it stands where {@code where} says. */
  boolean matches(Map<String, String> where) {
    return where.entrySet().stream().allMatch(axis -> key(axis.getKey()).equals(axis.getValue()));
  }

  /** What it says about a quantity, if it finished. */
  public Optional<Reading> reading(String quantity) {
    return state == State.FINISHED ? Optional.ofNullable(readings.get(quantity)) : Optional.empty();
  }
}
