package io.github.altprop.jobs.sweep;

import io.github.altprop.evaluation.sweep.PointResult.State;
import java.io.Serializable;
import java.time.Instant;

/**
 * What became of a point.
 *
 * @param point its name
 * @param state how it ended
 * @param why it did not finish; empty if it did
 * @param host where it ran
 * @param started when its task began
 * @param ended when that was over
 */
record PointOutcome(
    String point, State state, String why, String host, Instant started, Instant ended)
    implements Serializable {}
