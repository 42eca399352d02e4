package io.github.altprop.training.rule;

import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;

/**
 * Feedback alignment: the error returns through fixed random weights, e_{l-1} = (D_l o e_l) B_l.
 *
 * <p>Source: Lillicrap et al. 2016; Dalm et al. 2023 (B orthogonal); Robertson and Koyejo 2024,
 * section 3 (B Xavier-uniform). Differs: B has a seed of its own; in the code of Dalm et al. B_l
 * equals the initial W_{l+1} through its seeds.
 */
final class FeedbackAlignment {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "fa",
          "Feedback alignment: fixed random feedback weights",
          new Reference("e_{l-1} = (D_l o e_l) B_l^T, B_l fixed", "Lillicrap et al. 2016"),
          FeedbackAlignment::create,
          FixedFeedback.distribution(
              "feedback", "orthogonal", "How the fixed feedback weights are drawn"));

  private FeedbackAlignment() {}

  private static LearningRule create(RuleContext context, Options options) {
    ParameterVector weights = FixedFeedback.drawn(context, options.choice("feedback"));
    return new ErrorFeedback(context.loss(), new FixedFeedback(weights), weights);
  }
}
