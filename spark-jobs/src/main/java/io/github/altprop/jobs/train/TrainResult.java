package io.github.altprop.jobs.train;

import io.github.altprop.jobs.run.RunFolder;
import java.util.Optional;

/**
 * What became of a training.
 *
 * @param run where it lies
 * @param divergence why it ended early, in one sentence; empty if it is finished
 */
public record TrainResult(RunFolder run, Optional<String> divergence) {}
