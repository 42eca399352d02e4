package io.github.altprop.jobs.measure;

import java.io.Serializable;

/**
 * How far a rule's update dominates the loss at one minibatch.
 *
 * @param step minibatches done before the one it was measured on
 * @param loss as it is differentiated: summed or averaged
 * @param innerProduct of backprop's gradient and the rule's update, all parameters
 * @param gradientNorm of backprop's gradient
 * @param updateNorm of the rule's update
 * @param angleDegrees between them, equation 1 of Robertson and Koyejo 2024; null if undefined
 * @param first the largest lambda with innerProduct &gt;= lambda loss; null if undefined
 * @param second the largest lambda with innerProduct &gt;= lambda loss^2; null if undefined
 */
public record DominanceRecord(
    long step,
    double loss,
    double innerProduct,
    double gradientNorm,
    double updateNorm,
    Double angleDegrees,
    Double first,
    Double second)
    implements Serializable {}
