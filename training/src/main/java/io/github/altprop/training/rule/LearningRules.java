package io.github.altprop.training.rule;

import io.github.altprop.training.options.Registry;
import java.util.List;

/**
 * All learning rules by name: one line here registers a rule, and so does a jar with a {@link
 * RuleProvider}.
 */
public final class LearningRules {
  public static final Registry<Rule> REGISTRY =
      new Registry<>(
          "rule",
          List.of(
              Backpropagation.COMPONENT,
              FeedbackAlignment.COMPONENT,
              AdaptiveFeedbackAlignment.COMPONENT,
              UniformSignFeedback.COMPONENT,
              FixedRandomSignFeedback.COMPONENT,
              BatchwiseRandomSignFeedback.COMPONENT,
              DirectFeedbackAlignment.COMPONENT,
              GaitPropagation.COMPONENT,
              TargetPropagation.COMPONENT,
              DifferenceTargetPropagation.COMPONENT,
              AssociatedLearning.COMPONENT),
          RuleProvider.class);

  private LearningRules() {}
}
