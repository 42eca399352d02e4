package io.github.altprop.evaluation.run;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A line of {@code metrics.jsonl}: what the theory of feedback alignment knew before training;
 * empty where it says nothing.
 *
 * @param examples that are trained on
 * @param separability gamma
 * @param leastSquaredNorm R^2
 * @param theta how nearly orthogonal the examples are; below 1 if they are
 * @param energy c, below which &lt;W_2, B_2&gt; never falls
 * @param signsKept whether output weights keep their signs
 * @param separableLambda constant of alignment dominance that separability gives
 * @param nearlyOrthogonalLambda constant that near-orthogonality gives
 * @param doesNotApply why the theory is not about this run
 */
public record TheoryTerms(
    OptionalDouble examples,
    OptionalDouble separability,
    OptionalDouble leastSquaredNorm,
    OptionalDouble theta,
    OptionalDouble energy,
    Optional<Boolean> signsKept,
    OptionalDouble separableLambda,
    OptionalDouble nearlyOrthogonalLambda,
    Optional<String> doesNotApply) {

  /** The larger of the constants; empty if there is none. */
  public OptionalDouble lambda() {
    double larger = Math.max(separableLambda.orElse(0), nearlyOrthogonalLambda.orElse(0));
    return larger > 0 ? OptionalDouble.of(larger) : OptionalDouble.empty();
  }
}
