package io.github.altprop.training.learner;

import io.github.altprop.training.associated.AssociatedComponent;
import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.associated.ComponentPass;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.optimizer.Optimizer;
import io.github.altprop.training.optimizer.ParameterGroup;
import io.github.altprop.training.regularization.Regularizer;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs one component of a pipeline in a thread of its own, with an engine of its own. Parameters
 * and updates are flat vectors that all stages share; a stage reads and writes its own part of them
 * only, so no locks are needed.
 */
final class Stage {
  private final AssociatedComponent component;
  private final Engine engine;
  private final ParameterVector parameters;
  private final ParameterVector statistics;
  private final List<ParameterGroup> groups;
  private final Map<Integer, ComponentPass> passes = new HashMap<>();
  private final StepRecords losses;

  Stage(
      AssociatedComponent component,
      Engine engine,
      ParameterVector parameters,
      ParameterVector statistics,
      List<ParameterGroup> groups) {
    this.component = component;
    this.engine = engine;
    this.parameters = parameters;
    this.statistics = statistics;
    this.groups = List.copyOf(groups);
    losses = new StepRecords(engine);
  }

  AssociatedComponent component() {
    return component;
  }

  /** The parts of regularisers that bear on this component. */
  List<Regularizer> parts(List<Regularizer> regularizers) {
    Set<Parameter> own = new HashSet<>(component.associatedParameters());
    own.addAll(component.autoencoderParameters());
    return regularizers.stream().map(regularizer -> regularizer.part(engine, own)).toList();
  }

  /**
   * Trains on everything that arrives.
   *
   * @param out to the next stage; null for the last
   * @param regularizers this stage's {@link #parts}
   * @return the component's losses, minibatch by minibatch
   */
  List<ComponentLosses> run(
      Link in,
      Link out,
      Optimizer optimizer,
      List<Regularizer> regularizers,
      ParameterVector updates)
      throws InterruptedException {
    engine.attach();
    Optimizer own = optimizer.part(engine, groups);
    List<ComponentPass> read = new ArrayList<>();
    losses.clear();
    while (true) {
      Signal arrived = in.full().take();
      if (arrived == Signal.END) {
        if (out != null) {
          out.full().put(Signal.END);
        }
        return losses(read);
      }
      Signal.Work work = arrived.work();
      ComponentPass pass = pass(work.rows());
      engine.copy(arrived.input(), pass.input());
      engine.copy(arrived.target(), pass.target());
      in.free().put(arrived);
      pass.forward(Mode.TRAINING);
      if (out != null) {
        // Before the step: the next component's inputs belong to the parameters before it.
        send(pass, work, out);
      }
      losses.add(pass.backward(work.minibatch(), updates));
      read.add(pass);
      StepPenalties.at(regularizers, parameters, work.step(), updates, GradientProbe.NONE)
          .addRemaining();
      own.step(parameters, updates, work.learningRate(), work.step());
    }
  }

  private List<ComponentLosses> losses(List<ComponentPass> passes) {
    List<double[]> sums = losses.take();
    List<ComponentLosses> all = new ArrayList<>();
    for (int step = 0; step < sums.size(); step++) {
      all.add(passes.get(step).losses(sums.get(step)));
    }
    return all;
  }

  private void send(ComponentPass pass, Signal.Work work, Link out) throws InterruptedException {
    Signal next = out.free().take();
    ElementType type = parameters.flat().type();
    next.take(work, engine, type, pass.nextInput().shape(), pass.nextTarget().shape());
    engine.copy(pass.nextInput(), next.input());
    engine.copy(pass.nextTarget(), next.target());
    out.full().put(next);
  }

  private ComponentPass pass(int rows) {
    return passes.computeIfAbsent(
        rows, n -> new ComponentPass(component, engine, parameters, statistics, n));
  }
}
