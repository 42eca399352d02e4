package io.github.altprop.evaluation.theory;

import io.github.altprop.training.rule.FeedbackWeight;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the outgoing weights of a neuron contribute to its conserved quantity: a convex function of
 * each weight w whose derivative is the feedback weight b(w) that stands for it.
 *
 * <p>A plain gradient step w to w' then changes the contribution by b(w) (w' - w) and the {@link
 * #excess} f(w') - f(w) - b(w) (w' - w) &gt;= 0, a Bregman divergence.
 */
public interface OutgoingTerm {
  /** f(w) of the outgoing weight at {@code index}. */
  double value(int index, double weight);

  /** f(w') - f(w) - b(w) (w' - w). */
  double excess(int index, double before, double after);

  /**
   * The function that belongs to a rule's feedback weight at the forward weights of the moment;
   * empty if the law knows none.
   */
  static Optional<OutgoingTerm> of(FeedbackWeight feedback) {
    return switch (feedback.origin()) {
      case FORWARD -> Optional.of(forward());
      case FIXED -> Optional.of(fixed(feedback.value().toDoubles()));
      case SIGN ->
          Optional.of(
              sign(Arrays.stream(feedback.value().toDoubles()).map(Math::abs).max().orElse(0)));
      case SIGN_WITH_MAGNITUDES -> Optional.empty();
    };
  }

  /** Fixed feedback weights, FA and adaFA: f(w) = w b. */
  static OutgoingTerm fixed(double... feedback) {
    double[] b = feedback.clone();
    return new OutgoingTerm() {
      @Override
      public double value(int index, double weight) {
        return weight * b[index];
      }

      @Override
      public double excess(int index, double before, double after) {
        return 0;
      }
    };
  }

  /** Sign feedback, uSF: f(w) = s |w|; exceeds by 2 s |w'| for each weight that changes sign. */
  static OutgoingTerm sign(double scale) {
    return new OutgoingTerm() {
      @Override
      public double value(int index, double weight) {
        return scale * Math.abs(weight);
      }

      @Override
      public double excess(int index, double before, double after) {
        return scale * Math.abs(after) * (1 - Math.signum(before) * Math.signum(after));
      }
    };
  }

  /** The weights themselves, gradient descent: f(w) = w^2 / 2. */
  static OutgoingTerm forward() {
    return new OutgoingTerm() {
      @Override
      public double value(int index, double weight) {
        return weight * weight / 2;
      }

      @Override
      public double excess(int index, double before, double after) {
        return (after - before) * (after - before) / 2;
      }
    };
  }
}
