package io.github.altprop.training.learner;

import io.github.altprop.training.architecture.Architecture;
import io.github.altprop.training.architecture.ArchitectureFactory;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.initialization.Seeds;
import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.LearningRule;
import io.github.altprop.training.rule.RuleContext;
import io.github.altprop.training.rule.RuleFactory;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import java.util.List;

/**
 * Everything that decides a learner and its initial state.
 *
 * @param architecture makes the network
 * @param architectureOptions its options
 * @param rule makes the rule
 * @param ruleOptions its options
 * @param loss what is to fall
 * @param type precision
 * @param seed of initial weights and of the rule's random numbers
 * @param inputShape shape of one example: [height, width, channels] or [features]
 * @param classes number of logits
 */
public record LearnerSpec(
    ArchitectureFactory architecture,
    Options architectureOptions,
    RuleFactory rule,
    Options ruleOptions,
    Loss loss,
    ElementType type,
    long seed,
    List<Integer> inputShape,
    int classes) {

  public LearnerSpec {
    inputShape = List.copyOf(inputShape);
  }

  /**
   * Builds the learner at its initial state: the same spec gives the same numbers.
   *
   * @throws IllegalArgumentException if network and rule do not fit; the message names the layer
   */
  public Learner build(Engine engine) {
    int[] shape = inputShape.stream().mapToInt(Integer::intValue).toArray();
    Architecture blueprint =
        architecture.create(architectureOptions, shape, classes, rule.units(ruleOptions));
    Network network = Network.of(shape, blueprint.layers());
    if (network.classes() != classes) {
      throw new IllegalArgumentException(
          "the network has "
              + network.classes()
              + " outputs, but the data set has "
              + classes
              + " classes");
    }
    rule.declare(network, ruleOptions);
    ParameterVector parameters = new ParameterVector(engine, type, network.parameters());
    ParameterVector statistics = new ParameterVector(engine, type, network.statistics());
    Initializers.initializeStatistics(engine, statistics);
    Initializers.initialize(
        engine, network.synapses(), blueprint.weights(), Seeds.derive(seed, "weights"), parameters);
    rule.initialize(network, ruleOptions, Seeds.derive(seed, "rule"), parameters);
    LearningRule made =
        rule.create(
            new RuleContext(
                engine, network, parameters, blueprint.weights(), loss, Seeds.derive(seed, "rule")),
            ruleOptions);
    return new NetworkLearner(engine, network, parameters, statistics, made);
  }
}
