package io.github.altprop.evaluation.run;

import java.util.OptionalDouble;

/**
 * A line of {@code metrics.jsonl}: what one component of an associated network minimised on average
 * over the examples up to a step; empty where it was no finite number.
 *
 * @param associated mean squared error of the bridge's output to the encoded target
 * @param autoencoder mean squared error of the decoded target to the target
 * @param associatedSum the first as a sum over the elements of an example; older runs lack it
 * @param autoencoderSum the second likewise
 */
public record StepLosses(
    long step,
    String component,
    OptionalDouble associated,
    OptionalDouble autoencoder,
    OptionalDouble associatedSum,
    OptionalDouble autoencoderSum) {}
