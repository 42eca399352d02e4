package io.github.altprop.training.rule;

import static io.github.altprop.training.golden.GoldenAssertions.assertAngles;
import static io.github.altprop.training.golden.GoldenAssertions.assertLoss;
import static io.github.altprop.training.golden.GoldenAssertions.assertVector;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenNetwork;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.loss.Reduction;
import io.github.altprop.training.loss.SoftmaxCrossEntropy;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.tensor.Engine;
import java.util.Map;
import java.util.function.Consumer;

/** A golden case of a rule: the network, the rule on it, and the comparison of one update. */
final class RuleCase {
  final GoldenCase golden;
  final Engine engine;
  final GoldenNetwork fixture;
  final RuleContext context;

  RuleCase(GoldenCase golden, Engine engine) {
    this(golden, engine, network -> {});
  }

  /**
   * @param declarations appends the rule's own parameters
   */
  RuleCase(GoldenCase golden, Engine engine, Consumer<Network> declarations) {
    this.golden = golden;
    this.engine = engine;
    fixture = new GoldenNetwork(golden, engine, declarations);
    Loss loss =
        new SoftmaxCrossEntropy(
            golden.text("/hyperparameters/lossReduction").equals("mean")
                ? Reduction.MEAN
                : Reduction.SUM);
    context =
        new RuleContext(
            engine,
            fixture.network(),
            fixture.parameters(),
            Initializers.REGISTRY.require("orthogonal").factory(),
            loss,
            1);
  }

  /** The registered rule of this name with its defaults but for {@code options}. */
  LearningRule rule(String name, Map<String, Object> options) {
    Component<Rule> component = LearningRules.REGISTRY.require(name);
    RuleFactory factory = (RuleFactory) component.factory();
    return factory.create(context, Options.of(component.options(), options));
  }

  /**
   * Makes one update and compares loss, gradients, backprop's gradients and angles. Makes it again,
   * as an engine that records it will have recorded it, and compares all bits.
   */
  Pass assertUpdate(LearningRule rule) {
    ParameterVector updates = fixture.updates();
    ParameterVector gradients = fixture.updates();
    Pass pass = fixture.pass(rule.auxiliary());
    rule.prepare(pass, 0);
    Runnable update = () -> rule.update(pass, 0, updates);
    engine.repeatedly(rule, update);
    double[] first = updates.flat().toDoubles();
    for (int again = 0; again < 3; again++) {
      engine.fill(0, updates.flat());
      engine.repeatedly(rule, update);
      assertThat(updates.flat().toDoubles()).isEqualTo(first);
    }
    assertLoss(golden, pass.loss().at(0), fixture.labels().length);
    if (golden.has("/expected/gradients")) {
      assertVector(golden, "/expected/gradients", updates, true);
    }
    pass.backward(new Backpropagation(), 0, gradients);
    if (golden.has("/expected/backpropGradients")) {
      assertVector(golden, "/expected/backpropGradients", gradients, true);
    }
    if (golden.has("/expected/anglesDegrees") && !golden.has("/expected/angleBounds")) {
      assertAngles(golden, engine, fixture.network().synapses(), updates, gradients);
    }
    return pass;
  }
}
