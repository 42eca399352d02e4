package io.github.altprop.evaluation.theory;

import io.github.altprop.evaluation.metric.Angle;
import java.util.OptionalDouble;

/**
 * How a layer's weight W points along the weight B through which its error travels back.
 *
 * <p>Source: Robertson and Koyejo 2024, definition 4.1: cos(W, B) = &lt;W, B&gt; / (|W||B|).
 *
 * @param innerProduct &lt;W, B&gt;
 * @param forwardNorm |W|, Frobenius
 * @param feedbackNorm |B|
 * @param cosine empty if a norm is zero
 * @param angleDegrees empty if a norm is zero
 * @param entries number of weights
 * @param nonZeroEntries number of weights other than zero
 */
public record Alignment(
    double innerProduct,
    double forwardNorm,
    double feedbackNorm,
    OptionalDouble cosine,
    OptionalDouble angleDegrees,
    int entries,
    int nonZeroEntries) {

  /** Compares two arrays of one length. */
  public static Alignment of(double[] weight, double[] feedback) {
    int nonZero = 0;
    for (double w : weight) {
      nonZero += w != 0 ? 1 : 0;
    }
    return new Alignment(
        Sums.inner(weight, feedback),
        Math.sqrt(Sums.squares(weight)),
        Math.sqrt(Sums.squares(feedback)),
        Angle.cosine(weight, feedback),
        Angle.degrees(weight, feedback),
        weight.length,
        nonZero);
  }

  /** |B| / |W|; empty if W is zero. */
  public OptionalDouble normRatio() {
    return forwardNorm == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(feedbackNorm / forwardNorm);
  }

  /**
   * What the cosine cannot fall below when B = s sign(W): 1 / sqrt(entries), since |W|_1 >= |W|.
   *
   * <p>Source: Robertson and Koyejo 2024, proposition 5.3.
   */
  public double signLowerBound() {
    return 1 / Math.sqrt(entries);
  }

  /** {@link #signLowerBound} where sign(0) = 0: only weights other than zero count. */
  public double tightSignLowerBound() {
    return 1 / Math.sqrt(nonZeroEntries);
  }
}
