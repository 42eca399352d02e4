package io.github.altprop.evaluation.run;

import java.util.OptionalDouble;

/** A line of {@code metrics.jsonl}: one layer's angle to backprop at one step, if defined. */
public record StepAngle(long step, String layer, OptionalDouble degrees) {}
