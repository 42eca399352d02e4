package com.example;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.rule.Rule;
import io.github.altprop.training.testkit.LearningRuleContract;
import java.util.List;

class BlendedFeedbackTest extends LearningRuleContract {
  @Override
  protected List<Component<? extends Rule>> rules() {
    return List.of(BlendedFeedback.COMPONENT);
  }
}
