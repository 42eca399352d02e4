package io.github.altprop.evaluation.theory;

import io.github.altprop.training.learner.Learner;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known before training of f(x) = &lt;W_2, phi(W_1 x)&gt;, phi leaky ReLU, trained by
 * feedback alignment through B_2 on the mean of exp(-y f).
 *
 * <p>It all follows from the conserved quantities Q_j at the start: W_2[j] B_2[j] = 1/2 |W_1[j]|^2
 * - Q_j at any time, which stays positive if Q_j &lt;= 0.
 *
 * <p>Source: Robertson and Koyejo 2024, lemma 5.4 and proposition 5.7. Differs: near-orthogonality
 * carries slope^2 in its constant, without which the proof has a gap.
 *
 * @param signsKept whether W_2[j] B_2[j] &gt;= 0 for every j and for ever: with fixed feedback if
 *     W_2[j] B_2[j] &gt;= 1/2 |W_1[j]|^2 at the start, with sign feedback by construction
 * @param energy c = &lt;W_2, B_2&gt; - 1/2 |W_1|^2, below which &lt;W_2, B_2&gt; never falls
 * @param cosineBound what the cosine of W_2 and B_2 never falls below if signs are kept
 */
public record TwoLayerTheory(boolean signsKept, double energy, double cosineBound) {

  /**
   * For FA and adaFA.
   *
   * @param initial the hidden layer before training, with one output
   * @param feedback B_2, [neurons]
   */
  public static TwoLayerTheory fixedFeedback(Connections initial, double... feedback) {
    double[] quantities = new ConservationLaw(OutgoingTerm.fixed(feedback)).quantities(initial);
    double least = Arrays.stream(feedback).map(Math::abs).min().orElse(0);
    return new TwoLayerTheory(
        Arrays.stream(quantities).allMatch(q -> q <= 0),
        -Arrays.stream(quantities).sum(),
        least / Math.sqrt(Sums.squares(feedback)));
  }

  /** For uSF, B_2 = scale sign(W_2). */
  public static TwoLayerTheory signFeedback(Connections initial, double scale) {
    double[] quantities = new ConservationLaw(OutgoingTerm.sign(scale)).quantities(initial);
    return new TwoLayerTheory(
        true, -Arrays.stream(quantities).sum(), 1 / Math.sqrt(initial.neurons()));
  }

  /**
   * What is known of the hidden layer below a single output; empty if the rule's feedback weights
   * are neither fixed nor signs.
   *
   * @param learner before training
   */
  static Optional<TwoLayerTheory> of(HiddenLayer layer, Learner learner) {
    Connections initial = layer.connections(learner.parameters());
    return learner
        .feedback(layer.next().weight())
        .flatMap(
            back ->
                switch (back.origin()) {
                  case FIXED -> Optional.of(fixedFeedback(initial, back.value().toDoubles()));
                  case SIGN ->
                      Optional.of(
                          signFeedback(
                              initial,
                              Arrays.stream(back.value().toDoubles())
                                  .map(Math::abs)
                                  .max()
                                  .orElse(0)));
                  case FORWARD, SIGN_WITH_MAGNITUDES -> Optional.empty();
                });
  }

  /**
   * The constant of 2-alignment dominance on orthogonally separable examples, slope^2 c gamma;
   * empty where the theory promises none. Without biases.
   */
  public OptionalDouble separableLambda(ExampleGeometry examples, double slope) {
    return lambda(slope, examples.separability());
  }

  /**
   * The constant of 2-alignment dominance on nearly orthogonal examples, slope^2 c (1 - theta) R^2
   * / n; empty where the theory promises none. Without biases.
   */
  public OptionalDouble nearlyOrthogonalLambda(ExampleGeometry examples, double slope) {
    double apart = 1 - examples.theta(slope);
    return lambda(slope, apart * examples.leastSquaredNorm() / examples.examples());
  }

  private OptionalDouble lambda(double slope, double spread) {
    return signsKept && energy > 0 && spread > 0
        ? OptionalDouble.of(slope * slope * energy * spread)
        : OptionalDouble.empty();
  }
}
