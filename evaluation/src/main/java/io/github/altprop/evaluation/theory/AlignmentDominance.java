package io.github.altprop.evaluation.theory;

import java.util.OptionalDouble;

/**
 * Alignment dominance of order p &gt;= 1 and constant lambda: along the trajectory &lt;grad L,
 * FA&gt; &gt;= lambda (L - L*)^p, the rule's updates being FA. It bounds how fast the loss falls.
 *
 * <p>Source: Robertson and Koyejo 2024, definition 4.2 and theorem 5.1.
 */
public final class AlignmentDominance {
  private AlignmentDominance() {}

  /** &lt;grad L, FA&gt; over all parameters, arrays of one length. */
  public static double inner(double[] gradient, double[] update) {
    return Sums.inner(gradient, update);
  }

  /**
   * The largest lambda that a point of the trajectory allows: inner / excess^p; empty where the
   * loss is at its infimum.
   *
   * @param excess L - L*
   */
  public static OptionalDouble lambda(double inner, double excess, double order) {
    return excess <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(inner / Math.pow(excess, order));
  }

  /**
   * What L(t) - L* cannot exceed: e^{-lambda t} times its initial value for p = 1, and [(L(0) -
   * L*)^{1-p} + (p-1) lambda t]^{-1/(p-1)} for p &gt; 1.
   *
   * @param initialExcess L(0) - L*, positive
   * @param time of the gradient flow; of steps, their number times the learning rate
   */
  public static double lossBound(double initialExcess, double lambda, double order, double time) {
    if (order < 1) {
      throw new IllegalArgumentException("order: " + order + ", expected at least 1");
    }
    return order == 1
        ? initialExcess * Math.exp(-lambda * time)
        : Math.pow(
            Math.pow(initialExcess, 1 - order) + (order - 1) * lambda * time, -1 / (order - 1));
  }
}
