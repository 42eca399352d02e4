package io.github.altprop.evaluation.run;

import java.util.OptionalDouble;

/**
 * A line of {@code metrics.jsonl}: the largest constants of alignment dominance that a step allows.
 *
 * @param lambda1 of order one
 * @param lambda2 of order two
 */
public record StepDominance(long step, OptionalDouble lambda1, OptionalDouble lambda2) {}
