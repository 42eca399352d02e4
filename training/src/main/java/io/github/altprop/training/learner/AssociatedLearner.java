package io.github.altprop.training.learner;

import io.github.altprop.training.associated.AssociatedComponent;
import io.github.altprop.training.associated.AssociatedNetwork;
import io.github.altprop.training.associated.AssociatedPass;
import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.network.Auxiliary;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.NearInverses;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.optimizer.ParameterGroup;
import io.github.altprop.training.tensor.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network of components, each of which minimises its own two losses.
 *
 * <p>All losses of a minibatch come from one forward pass at the parameters before the step. The
 * loss that is reported is the sum of the components' mean losses, times the examples. One
 * optimiser over the flat vector is the same as one for every loss, since each element has moments
 * of its own. Source: Kao and Chen 2021, section 4 and code.
 */
public final class AssociatedLearner extends PredictingLearner {
  private final Engine engine;
  private final AssociatedNetwork network;
  private final List<ParameterGroup> groups = new ArrayList<>();
  private final Pipeline pipeline;
  private final Map<Integer, AssociatedPass> passes = new HashMap<>();
  private AssociatedPass last;
  private long lastNumber;

  /**
   * Joins the parts; buffers are allocated when a batch size is first seen.
   *
   * @param autoencoderRate multiplies the learning rate of encoders and decoders
   * @param concurrency whether rounds of training are pipelined
   */
  public AssociatedLearner(
      Engine engine,
      AssociatedNetwork network,
      ParameterVector parameters,
      ParameterVector statistics,
      double autoencoderRate,
      Concurrency concurrency) {
    super(new Predictor(network.inference(), engine, parameters, statistics, Auxiliary.SKIPPED));
    this.engine = engine;
    this.network = network;
    List<Stage> stages = new ArrayList<>();
    for (AssociatedComponent component : network.components()) {
      List<ParameterGroup> own = ComponentGroups.of(component, autoencoderRate);
      groups.addAll(own);
      if (concurrency == Concurrency.PIPELINED) {
        stages.add(new Stage(component, engine.sibling(1), parameters, statistics, own));
      }
    }
    pipeline = stages.isEmpty() ? null : new Pipeline(engine, stages);
  }

  @Override
  public Optional<ParameterVector> ruleState() {
    return Optional.empty();
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.copyOf(groups);
  }

  @Override
  public Optional<Pipeline> pipeline() {
    return Optional.ofNullable(pipeline);
  }

  @Override
  public void load(Minibatch batch) {
    last = loaded(batch.inputs(), batch.labels());
    lastNumber = batch.number();
  }

  @Override
  public StepLoss compute(NearInverses inverses, ParameterVector updates) {
    last.forward(Mode.TRAINING);
    return new StepLoss(last.backward(lastNumber, updates), new OfComponents(last, last.batch()));
  }

  @Override
  public boolean repeats() {
    return network.repeats();
  }

  @Override
  public List<ComponentLosses> componentLosses(float[] inputs, int[] labels) {
    AssociatedPass pass = loaded(inputs, labels);
    pass.forward(Mode.INFERENCE);
    return pass.measure();
  }

  private AssociatedPass loaded(float[] inputs, int[] labels) {
    AssociatedPass pass = pass(labels.length);
    pass.input().put(inputs);
    pass.target().put(OneHot.of(labels, classes()));
    return pass;
  }

  /** The numbers are the components' losses of {@code examples} examples. */
  private record OfComponents(AssociatedPass pass, int examples) implements StepLoss.Reading {
    @Override
    public double sum(double[] values) {
      return examples * components(values).stream().mapToDouble(ComponentLosses::sum).sum();
    }

    @Override
    public List<ComponentLosses> components(double[] values) {
      return pass.losses(values);
    }
  }

  @Override
  public void backpropagate(ParameterVector gradients) {
    throw new UnsupportedOperationException(
        "associated learning has no loss at the output that backprop could send back");
  }

  /** None: there are no exact gradients to compare with. */
  @Override
  public List<Parameter> weights() {
    return List.of();
  }

  @Override
  public List<Parameter> regularized() {
    return network.synapses().stream().map(Synapse::weight).toList();
  }

  @Override
  public List<Integer> targetSizes() {
    return network.targetSizes();
  }

  /** All parameters, those that inference uses (effective), and the others (affiliated). */
  @Override
  public Map<String, Long> parameterCounts() {
    return ParameterParts.counts(parameters().layout().size(), network.effectiveParameters());
  }

  private AssociatedPass pass(int batch) {
    return passes.computeIfAbsent(
        batch, rows -> new AssociatedPass(network, engine, parameters(), statistics(), rows));
  }
}
