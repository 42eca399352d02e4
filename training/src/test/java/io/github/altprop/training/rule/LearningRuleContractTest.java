package io.github.altprop.training.rule;

import io.github.altprop.training.options.Component;
import io.github.altprop.training.testkit.LearningRuleContract;
import java.util.List;

/** The contract of learning rules, for all of altprop's. */
class LearningRuleContractTest extends LearningRuleContract {
  @Override
  protected List<Component<Rule>> rules() {
    return LearningRules.REGISTRY.all();
  }
}
