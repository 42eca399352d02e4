package io.github.altprop.evaluation.run;

import java.util.OptionalDouble;

/**
 * A line of {@code metrics.jsonl}: one weight's alignment with its feedback weight at one step, and
 * what the conservation law says of the neurons below it; empty where it does not apply.
 *
 * @param cosine of the angle between weight and feedback weight
 * @param bound what the cosine cannot fall below
 * @param forwardNorm of the weight
 * @param signFlips how many of its entries have another sign than at the start
 * @param neurons the layer of the neurons below; blank for the first weight
 * @param driftMean mean over these neurons of how far the conserved quantity has moved
 * @param driftMax the largest of these
 * @param rho change of the incoming weights' terms over the change of the outgoing ones'
 * @param rho2 incoming terms over what the law expects them to be
 */
public record StepAlignment(
    long step,
    String layer,
    OptionalDouble cosine,
    OptionalDouble bound,
    OptionalDouble forwardNorm,
    OptionalDouble signFlips,
    String neurons,
    OptionalDouble driftMean,
    OptionalDouble driftMax,
    OptionalDouble rho,
    OptionalDouble rho2) {}
