package io.github.altprop.training.rule;

import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;

/**
 * adaFA: feedback alignment that starts aligned, B_l = W_l(0), and never moves B.
 *
 * <p>Source: Robertson and Koyejo 2024, section 3.
 */
final class AdaptiveFeedbackAlignment {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "adafa",
          "Feedback alignment whose fixed feedback weights are the initial forward weights",
          new Reference(
              "e_{l-1} = (D_l o e_l) B_l^T, B_l = W_l(0)", "Robertson and Koyejo 2024, section 3"),
          AdaptiveFeedbackAlignment::create);

  private AdaptiveFeedbackAlignment() {}

  private static LearningRule create(RuleContext context, Options options) {
    ParameterVector weights = initialWeights(context);
    return new ErrorFeedback(context.loss(), new FixedFeedback(weights), weights);
  }

  private static ParameterVector initialWeights(RuleContext context) {
    ParameterVector copies =
        new ParameterVector(
            context.engine(), context.type(), FixedFeedback.layout(context.network()));
    for (Synapse synapse : FixedFeedback.synapses(context.network())) {
      context
          .engine()
          .copy(context.parameters().view(synapse.weight()), copies.view(synapse.weight().name()));
    }
    return copies;
  }
}
