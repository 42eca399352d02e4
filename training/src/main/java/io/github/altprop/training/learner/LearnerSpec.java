package io.github.altprop.training.learner;

import io.github.altprop.training.architecture.Architecture;
import io.github.altprop.training.architecture.ArchitectureFactory;
import io.github.altprop.training.associated.AssociatedNetwork;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.initialization.Seeds;
import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.rule.AssociatedLearning;
import io.github.altprop.training.rule.Rule;
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
 * @param loss what is to fall; rules with losses of their own do without
 * @param type precision
 * @param seed of initial weights and of the rule's random numbers
 * @param inputShape shape of one example: [height, width, channels] or [features]
 * @param classes number of classes; the loss says how many outputs tell them apart
 */
public record LearnerSpec(
    ArchitectureFactory architecture,
    Options architectureOptions,
    Rule rule,
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
    int[] shape = shape();
    Architecture made = made(shape);
    if (made instanceof Architecture.Layered layered && rule instanceof RuleFactory factory) {
      return layered(engine, shape, layered, factory);
    }
    if (made instanceof Architecture.Associated associated && rule instanceof AssociatedLearning) {
      return associated(engine, shape, associated);
    }
    throw new IllegalArgumentException(
        rule instanceof AssociatedLearning
            ? "the rule needs a network of components such as associated-mlp, not one of layers"
            : "the network is made of components with losses of their own, which only rule al"
                + " trains");
  }

  /** Number of parameters of what {@link #build} would make, those that the rule adds included. */
  public long parameters() {
    int[] shape = shape();
    Architecture made = made(shape);
    if (made instanceof Architecture.Associated associated) {
      return AssociatedNetwork.of(shape, classes, associated.components()).parameters().size();
    }
    Network network = Network.of(shape, ((Architecture.Layered) made).layers());
    if (rule instanceof RuleFactory factory) {
      factory.declare(network, ruleOptions);
    }
    return network.parameters().size();
  }

  /** Numbers that a step of what {@link #build} would make keeps for each example. */
  public long activations() {
    int[] shape = shape();
    Architecture made = made(shape);
    if (made instanceof Architecture.Associated associated) {
      return AssociatedNetwork.of(shape, classes, associated.components()).activations();
    }
    return Network.of(shape, ((Architecture.Layered) made).layers()).activations();
  }

  /**
   * Multiplications of weights by inputs that it takes to get one example through all layers of
   * what {@link #build} would make; training takes a few times as many.
   */
  public long multiplications() {
    int[] shape = shape();
    Architecture made = made(shape);
    List<Synapse> synapses =
        made instanceof Architecture.Associated associated
            ? AssociatedNetwork.of(shape, classes, associated.components()).synapses()
            : Network.of(shape, ((Architecture.Layered) made).layers()).synapses();
    return synapses.stream()
        .mapToLong(synapse -> (long) synapse.fanIn() * synapse.kept() * synapse.positions())
        .sum();
  }

  private int[] shape() {
    return inputShape.stream().mapToInt(Integer::intValue).toArray();
  }

  private Architecture made(int[] shape) {
    return architecture.create(architectureOptions, shape, outputs(), rule.units(ruleOptions));
  }

  /**
   * @throws IllegalArgumentException if the loss is not of so many classes, or is of fewer outputs
   *     than classes where every class needs one
   */
  private int outputs() {
    int outputs = loss.outputs(classes);
    if (outputs != classes && rule instanceof AssociatedLearning) {
      throw new IllegalArgumentException(
          "it needs an output for each class, but the loss is of " + outputs + " alone");
    }
    return outputs;
  }

  private Learner layered(
      Engine engine, int[] shape, Architecture.Layered architecture, RuleFactory factory) {
    Network network = Network.of(shape, architecture.layers());
    if (network.classes() != outputs()) {
      throw new IllegalArgumentException(
          "the network has "
              + network.classes()
              + " outputs, but the data set has "
              + classes
              + " classes"
              + (outputs() == classes ? "" : " and the loss is of " + outputs() + " output"));
    }
    long effective = network.parameters().size();
    factory.declare(network, ruleOptions);
    ParameterVector parameters = new ParameterVector(engine, type, network.parameters());
    ParameterVector statistics = new ParameterVector(engine, type, network.statistics());
    initialize(engine, network.synapses(), architecture, parameters, statistics);
    long ruleSeed = Seeds.derive(seed, "rule");
    RuleContext context =
        new RuleContext(engine, network, parameters, architecture.weights(), loss, ruleSeed);
    return new NetworkLearner(
        engine, network, parameters, statistics, factory.create(context, ruleOptions), effective);
  }

  private Learner associated(Engine engine, int[] shape, Architecture.Associated architecture) {
    AssociatedNetwork network = AssociatedNetwork.of(shape, classes, architecture.components());
    ParameterVector parameters = new ParameterVector(engine, type, network.parameters());
    ParameterVector statistics = new ParameterVector(engine, type, network.statistics());
    initialize(engine, network.synapses(), architecture, parameters, statistics);
    return new AssociatedLearner(
        engine,
        network,
        parameters,
        statistics,
        ruleOptions.number(AssociatedLearning.AUTOENCODER_RATE),
        ruleOptions.flag(AssociatedLearning.PIPELINE)
            ? Concurrency.PIPELINED
            : Concurrency.SEQUENTIAL);
  }

  private void initialize(
      Engine engine,
      List<Synapse> synapses,
      Architecture architecture,
      ParameterVector parameters,
      ParameterVector statistics) {
    Initializers.initializeStatistics(engine, statistics);
    Initializers.initialize(
        engine, synapses, architecture.weights(), Seeds.derive(seed, "weights"), parameters);
  }
}
