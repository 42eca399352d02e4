package io.github.altprop.training.learner;

import io.github.altprop.training.network.LayerPass;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.optimizer.ParameterGroup;
import io.github.altprop.training.rule.Backpropagation;
import io.github.altprop.training.rule.LearningRule;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network with a learning rule. */
public final class NetworkLearner implements Learner {
  private static final String INPUT = "input";
  private static final String OUTPUT = "output";

  private final Engine engine;
  private final Network network;
  private final ParameterVector parameters;
  private final ParameterVector statistics;
  private final LearningRule rule;
  private final Backpropagation backpropagation = new Backpropagation();
  private final Map<Integer, Pass> passes = new HashMap<>();
  private Pass last;
  private long lastNumber;

  /** Joins the parts; buffers are allocated when a batch size is first seen. */
  public NetworkLearner(
      Engine engine,
      Network network,
      ParameterVector parameters,
      ParameterVector statistics,
      LearningRule rule) {
    this.engine = engine;
    this.network = network;
    this.parameters = parameters;
    this.statistics = statistics;
    this.rule = rule;
  }

  @Override
  public ParameterVector parameters() {
    return parameters;
  }

  @Override
  public ParameterVector statistics() {
    return statistics;
  }

  @Override
  public Optional<ParameterVector> ruleState() {
    return rule.state();
  }

  @Override
  public List<ParameterGroup> groups() {
    return ParameterGroup.everything(parameters.layout());
  }

  @Override
  public double update(Minibatch batch, ParameterVector updates) {
    last = pass(batch.size());
    lastNumber = batch.number();
    last.input().put(batch.inputs());
    return rule.update(last, batch.labels(), batch.number(), updates);
  }

  @Override
  public void backpropagate(ParameterVector gradients) {
    last.backward(backpropagation, lastNumber, gradients);
  }

  @Override
  public List<Parameter> weights() {
    return network.synapses().stream().map(Synapse::weight).toList();
  }

  @Override
  public float[] logits(float[] inputs, int rows) {
    return forward(inputs, rows).toFloats();
  }

  @Override
  public int classes() {
    return network.classes();
  }

  @Override
  public List<String> featureNames() {
    List<String> names = new ArrayList<>(List.of(INPUT));
    network.layers().forEach(layer -> names.add(layer.name()));
    names.add(OUTPUT);
    return names;
  }

  @Override
  public float[] features(String name, float[] inputs, int rows) {
    Tensor logits = forward(inputs, rows);
    if (name.equals(INPUT)) {
      return inputs.clone();
    }
    if (name.equals(OUTPUT)) {
      return logits.toFloats();
    }
    for (LayerPass layer : pass(rows).layers()) {
      if (layer.layer().name().equals(name)) {
        return layer.output().toFloats();
      }
    }
    throw new IllegalArgumentException(
        "no layer is named " + name + "; there are " + String.join(", ", featureNames()));
  }

  @Override
  public Map<String, Long> parameterCounts() {
    return Map.of("parameters", parameters.layout().size());
  }

  private Tensor forward(float[] inputs, int rows) {
    Pass pass = pass(rows);
    pass.input().put(inputs);
    return pass.forward(Mode.INFERENCE);
  }

  private Pass pass(int rows) {
    return passes.computeIfAbsent(
        rows, n -> new Pass(network, engine, parameters, statistics, rule.auxiliary(), n));
  }
}
