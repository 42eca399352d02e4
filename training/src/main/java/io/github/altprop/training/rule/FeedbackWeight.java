package io.github.altprop.training.rule;

import io.github.altprop.training.tensor.Tensor;

/**
 * The weight B_l through which errors return to a synapse's input.
 *
 * @param value B_l of the kept units, [kept, fan-in...]; valid until the rule is used again
 * @param origin how it comes about
 */
public record FeedbackWeight(Tensor value, Origin origin) {
  /** How feedback weights depend on forward weights; the theory of alignment asks for it. */
  public enum Origin {
    /** The forward weight itself. */
    FORWARD,
    /** Drawn or copied once. */
    FIXED,
    /** One constant times the signs of the forward weight. */
    SIGN,
    /** The signs of the forward weight with magnitudes of their own. */
    SIGN_WITH_MAGNITUDES
  }
}
