package io.github.altprop.evaluation.run;

import java.util.OptionalDouble;

/**
 * A line of {@code metrics.jsonl}: the whole update of a step beside backprop's gradient.
 *
 * @param loss before the step
 * @param lossBound what it cannot exceed, where the theory says so
 * @param gradientNorm of backprop's gradient
 * @param updateNorm of the rule's update
 * @param angleDegrees between them
 * @param lambda1 the largest constant of alignment dominance of order one that the step allows
 * @param lambda2 of order two
 */
public record StepDominance(
    long step,
    OptionalDouble loss,
    OptionalDouble lossBound,
    OptionalDouble gradientNorm,
    OptionalDouble updateNorm,
    OptionalDouble angleDegrees,
    OptionalDouble lambda1,
    OptionalDouble lambda2) {}
