package io.github.altprop.jobs.train;

import io.github.altprop.jobs.device.WantedDevice;
import java.util.List;
import java.util.Optional;

/**
 * What a user wants trained.
 *
 * @param conf the experiment file; may be absent when a run is resumed
 * @param overrides {@code key.path=value}
 * @param data folder of the shards
 * @param output the run folder
 * @param mode whether a run is begun or continued; one that is to be continued, but is not there,
 *     is begun if there is an experiment file
 * @param device what it is to compute on
 */
public record TrainRequest(
    Optional<String> conf,
    List<String> overrides,
    String data,
    String output,
    Mode mode,
    WantedDevice device) {
  /** Whether a run is begun or continued. */
  public enum Mode {
    NEW,
    RESUME
  }

  public TrainRequest {
    overrides = List.copyOf(overrides);
  }

  TrainRequest as(Mode other) {
    return new TrainRequest(conf, overrides, data, output, other, device);
  }
}
