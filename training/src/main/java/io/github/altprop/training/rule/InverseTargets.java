package io.github.altprop.training.rule;

import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.network.Auxiliary;
import io.github.altprop.training.network.LayerPass;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * GAIT-prop as published, and target propagation: activity targets walk back through explicit
 * inverses.
 *
 * <pre>
 * t_L = a_L - (dLoss/da_L) / 2;  mf_L = 1
 * t_{l-1} = G_l(a_l moved towards t_l as {@link Approach} says),  auxiliary units: t = a
 * mf_{l-1} = mf_l / gamma_l,  or 0 if gamma_l is
 * dW_l = 2 sum_n mf_l (D_l o (a_l - t_l))^T a_{l-1}
 * </pre>
 *
 * <p>Source: Dalm et al. 2023, eq. 1-5, Algorithms 1 and 2; experiments, section 1.4.
 */
final class InverseTargets implements LearningRule {
  private final Engine engine;
  private final Loss loss;
  private final Approach approach;
  private final TargetObserver observer;
  private final Scratch target;
  private final Scratch moved;
  private final Scratch below;
  private final Scratch error;
  private final Scratch inverse;
  private final Scratch transposed;
  private final Scratch lossFactors;
  private final Scratch doubledFactors;
  private final Scratch shares;

  InverseTargets(RuleContext context, Approach approach, TargetObserver observer) {
    engine = context.engine();
    loss = context.loss();
    this.approach = approach;
    this.observer = observer;
    target = new Scratch(engine, context.type());
    moved = new Scratch(engine, context.type());
    below = new Scratch(engine, context.type());
    error = new Scratch(engine, context.type());
    inverse = new Scratch(engine, context.type());
    transposed = new Scratch(engine, context.type());
    lossFactors = new Scratch(engine, ElementType.FLOAT64);
    doubledFactors = new Scratch(engine, ElementType.FLOAT64);
    shares = new Scratch(engine, ElementType.FLOAT64);
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public Auxiliary auxiliary() {
    return Auxiliary.COMPUTED;
  }

  @Override
  public void update(Pass pass, long minibatch, ParameterVector updates) {
    Tensor logits = pass.forward(Mode.TRAINING);
    loss.evaluate(engine, logits, pass.labels().tensor(), pass.outputError(), pass.loss());
    List<SynapsePass> synapses = new ArrayList<>();
    for (LayerPass layer : pass.layers()) {
      if (layer instanceof SynapsePass synapse) {
        synapses.add(synapse);
      }
    }
    SynapsePass top = synapses.get(synapses.size() - 1);
    Tensor t = withTarget(top, target);
    engine.copy(top.output(), below.take(top.output().shape()));
    Tensor kept = below.take(top.output().shape());
    engine.axpy(-0.5, pass.outputError(), kept);
    engine.copyColumns(kept, 0, t, 0, top.layer().kept());
    Tensor factors = lossFactors.take(pass.batch());
    engine.fill(1, factors);
    for (int l = synapses.size() - 1; ; l--) {
      SynapsePass synapse = synapses.get(l);
      observer.target(synapse.layer(), t, factors);
      localGradient(synapse, t, factors, updates);
      if (l == 0) {
        return;
      }
      Tensor reconstructed = invert(synapse, t, factors);
      SynapsePass lower = synapses.get(l - 1);
      t = withTarget(lower, target);
      engine.copyColumns(
          reconstructed.reshape(lower.output().shape()), 0, t, 0, lower.layer().kept());
    }
  }

  /** A target buffer for all units of a layer, filled with its activity. */
  private Tensor withTarget(SynapsePass synapse, Scratch buffer) {
    Tensor t = buffer.take(synapse.allUnits().shape());
    engine.copy(synapse.allUnits(), t);
    return t;
  }

  /** dW = 2 sum_n mf_n (D o (a - t))^T a_below over the kept units. */
  private void localGradient(
      SynapsePass synapse, Tensor t, Tensor factors, ParameterVector updates) {
    Tensor a = synapse.output();
    Tensor delta = error.take(a.shape());
    engine.copyColumns(t, 0, delta, 0, synapse.layer().kept());
    engine.subtract(a, delta, delta);
    Tensor doubled = doubledFactors.take(factors.shape());
    engine.scale(2, factors, doubled);
    engine.scaleRows(delta, doubled, delta);
    engine.activateBackward(synapse.layer().activation(), a, delta, delta);
    synapse.gradients(delta, updates);
  }

  /**
   * Moves the activations towards their targets, inverts the layer, and divides factors by gamma.
   */
  private Tensor invert(SynapsePass synapse, Tensor t, Tensor factors) {
    Synapse layer = synapse.layer();
    Tensor nudged = moved.take(synapse.allUnits().shape());
    Tensor gammas = shares.take(factors.shape());
    approach.move(synapse, t, nudged, gammas);
    engine.divide(factors, gammas, factors);
    observer.nudged(layer, gammas);
    engine.activateInverse(layer.activation(), nudged, nudged);
    synapse.removeBias(nudged);
    Tensor inverted = inverse.take(layer.units(), layer.fanIn());
    engine.invert(synapse.matrix(), inverted);
    Tensor feedback = transposed.take(layer.units(), layer.fanIn());
    engine.transpose(inverted, feedback);
    Tensor reconstructed = below.take(synapse.input().shape());
    synapse.reconstruct(feedback, nudged, reconstructed);
    return reconstructed;
  }
}
