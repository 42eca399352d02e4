package io.github.altprop.training.learner;

import io.github.altprop.training.network.NearInverses;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.optimizer.ParameterGroup;
import io.github.altprop.training.rule.Backpropagation;
import io.github.altprop.training.rule.FeedbackWeight;
import io.github.altprop.training.rule.LearningRule;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network with a learning rule. */
public final class NetworkLearner extends PredictingLearner {
  private final LearningRule rule;
  private final long effective;
  private final Backpropagation backpropagation = new Backpropagation();
  private Pass last;
  private long lastNumber;

  /**
   * Joins the parts; buffers are allocated when a batch size is first seen.
   *
   * @param effective how many of the parameters are the network's; the rule declared the others
   */
  public NetworkLearner(
      Engine engine,
      Network network,
      ParameterVector parameters,
      ParameterVector statistics,
      LearningRule rule,
      long effective) {
    super(new Predictor(network, engine, parameters, statistics, rule.auxiliary()));
    this.rule = rule;
    this.effective = effective;
  }

  @Override
  public Optional<ParameterVector> ruleState() {
    return rule.state();
  }

  @Override
  public List<ParameterGroup> groups() {
    return ParameterGroup.everything(parameters().layout());
  }

  @Override
  public void load(Minibatch batch) {
    last = predictor().pass(batch.size());
    lastNumber = batch.number();
    last.input().put(batch.inputs());
    last.labels().put(batch.labels());
    rule.prepare(last, lastNumber);
  }

  @Override
  public StepLoss compute(NearInverses inverses, ParameterVector updates) {
    last.lend(inverses);
    rule.update(last, lastNumber, updates);
    return StepLoss.ofExamples(last.loss());
  }

  @Override
  public boolean repeats() {
    return rule.repeats() && network().repeats();
  }

  @Override
  public void backpropagate(ParameterVector gradients) {
    last.backward(backpropagation, lastNumber, gradients);
  }

  @Override
  public Optional<FeedbackWeight> feedback(Parameter weight) {
    return network().synapses().stream()
        .skip(1)
        .filter(synapse -> synapse.weight().equals(weight))
        .findFirst()
        .flatMap(
            synapse -> {
              Tensor kept = parameters().view(weight).rows(0, synapse.kept());
              return rule.feedback(synapse, kept);
            });
  }

  @Override
  public List<Parameter> weights() {
    return network().synapses().stream().map(Synapse::weight).toList();
  }

  @Override
  public Map<String, Long> parameterCounts() {
    long all = parameters().layout().size();
    return effective == all ? Map.of("parameters", all) : ParameterParts.counts(all, effective);
  }
}
