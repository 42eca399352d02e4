package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.dataset.Manifest;
import java.util.List;

/**
 * What the shard job did.
 *
 * @param manifest of the data set that is now there
 * @param outcome whether it was there before
 * @param notes what a user should know
 */
public record ShardResult(Manifest manifest, Outcome outcome, List<String> notes) {
  /** Whether anything had to be done. */
  public enum Outcome {
    /** The data set was made. */
    WRITTEN,
    /** The same data set was there, made with the same options from the same files. */
    ALREADY_THERE
  }
}
