package io.github.altprop.evaluation.run;

import java.util.OptionalDouble;

/** An epoch's line of {@code metrics.jsonl}; what was not measured is empty, accuracies 0 to 1. */
public record Epoch(
    int epoch,
    long step,
    OptionalDouble trainLoss,
    OptionalDouble trainAccuracy,
    OptionalDouble trainTop5Accuracy,
    OptionalDouble testLoss,
    OptionalDouble testAccuracy,
    OptionalDouble testTop5Accuracy) {}
