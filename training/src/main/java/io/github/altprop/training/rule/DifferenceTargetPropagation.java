package io.github.altprop.training.rule;

import static io.github.altprop.training.tensor.Op.PLAIN;
import static io.github.altprop.training.tensor.Op.TRANSPOSED;

import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.network.LayerPass;
import io.github.altprop.training.network.Mode;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Difference target propagation: targets return through learned inverses g_l, whose error on the
 * activations themselves is subtracted.
 *
 * <pre>
 * t_{L-1} = a_{L-1} - eta dL/da_{L-1};   the output layer learns from dL/dy
 * t_{l-1} = a_{l-1} + g_l(t_l) - g_l(a_l)
 * hidden layers minimise |f_l(a_{l-1}) - t_l|^2
 * inverses minimise |g_l(f_l(c)) - c|^2,  c = a_{l-1} + noise
 * </pre>
 *
 * <p>L is the loss of one example; local losses are summed or averaged over the minibatch as it is.
 * Source: Lee et al. 2015, section 2 and Algorithm 1; experiments, sections 3.5 and 8.
 */
final class DifferenceTargetPropagation implements LearningRule {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "dtp",
          "Difference target propagation through learned inverses of dense layers",
          new Reference(
              "t_{l-1} = a_{l-1} + g_l(t_l) - g_l(a_l), g_l a learned inverse",
              "Lee et al. 2015, section 2 and Algorithm 1"),
          new Factory(),
          OptionSpec.positive(
              "targetStep", 0.5, "Step from the last hidden activation to its target"),
          OptionSpec.number(
              "noise", 0.1, "Deviation of the noise on which the inverses are trained"));

  private final Engine engine;
  private final ElementType type;
  private final Loss loss;
  private final LearnedInverses inverses;
  private final double targetStep;
  private final Noise noise;
  private final TargetObserver observer;
  private final Scratch target;
  private final Scratch difference;
  private final Scratch corrupted;
  private final Scratch units;
  private final Scratch error;
  private final Scratch lossFactors;
  private final Tensor inverseLoss;
  private final Map<Synapse, Scratch> noises = new HashMap<>();
  private final Map<Synapse, Drawn> current = new HashMap<>();

  DifferenceTargetPropagation(
      RuleContext context, double targetStep, Noise noise, TargetObserver observer) {
    engine = context.engine();
    type = context.type();
    loss = context.loss();
    inverses = LearnedInverses.drawn(context);
    this.targetStep = targetStep;
    this.noise = noise;
    this.observer = observer;
    target = new Scratch(engine, context.type());
    difference = new Scratch(engine, context.type());
    corrupted = new Scratch(engine, context.type());
    units = new Scratch(engine, context.type());
    error = new Scratch(engine, context.type());
    lossFactors = new Scratch(engine, ElementType.FLOAT64);
    inverseLoss = engine.zeros(ElementType.FLOAT64, 1);
  }

  /** What the noise of a layer was drawn for. */
  private record Drawn(long minibatch, int rows) {}

  /** What is added to a layer's input when its inverse is trained. */
  @FunctionalInterface
  interface Noise {
    /** Overwrites {@code noise}, [batch, in]. */
    void draw(String layer, long minibatch, Tensor noise);
  }

  @Override
  public void prepare(Pass pass, long minibatch) {
    List<SynapsePass> synapses = synapses(pass);
    for (int l = 1; l < synapses.size() - 1; l++) {
      noise(synapses.get(l).layer(), pass.batch(), minibatch);
    }
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public void update(Pass pass, long minibatch, ParameterVector updates) {
    Tensor logits = pass.forward(Mode.TRAINING);
    loss.evaluate(engine, logits, pass.labels().tensor(), pass.outputError(), pass.loss());
    double scale = loss.reduction().scale(pass.batch());
    List<SynapsePass> synapses = synapses(pass);
    SynapsePass top = synapses.get(synapses.size() - 1);
    Tensor topError = error.take(top.output().shape());
    engine.activateBackward(top.layer().activation(), top.output(), pass.outputError(), topError);
    top.gradients(topError, updates);
    if (synapses.size() == 1) {
      return;
    }
    Tensor t = lastTarget(top, topError, scale);
    for (int l = synapses.size() - 2; ; l--) {
      SynapsePass synapse = synapses.get(l);
      observe(synapse.layer(), t, scale);
      localGradient(synapse, t, scale, updates);
      if (l == 0) {
        return;
      }
      Activation below = synapses.get(l - 1).layer().activation();
      inverseGradient(synapse, below, pass.parameters(), minibatch, scale, updates);
      t = targetBelow(synapse, below, t);
    }
  }

  /** t_{L-1} = a_{L-1} - eta dL/da_{L-1}. */
  private Tensor lastTarget(SynapsePass top, Tensor topError, double scale) {
    Tensor a = top.input();
    Tensor t = target.take(a.shape());
    top.transport(top.keptWeight(), topError, t);
    engine.scale(-targetStep / scale, t, t);
    engine.add(a, t, t);
    return t;
  }

  /** dW = 2 (D o (a - t))^T a_below. */
  private void localGradient(SynapsePass synapse, Tensor t, double scale, ParameterVector updates) {
    Tensor a = synapse.output();
    Tensor delta = error.take(a.shape());
    engine.subtract(a, t, delta);
    engine.scale(2 * scale, delta, delta);
    engine.activateBackward(synapse.layer().activation(), a, delta, delta);
    synapse.gradients(delta, updates);
  }

  /** t_{l-1} = a_{l-1} + g_l(t_l) - g_l(a_l); overwrites t_l. */
  private Tensor targetBelow(SynapsePass synapse, Activation below, Tensor t) {
    Tensor a = synapse.input();
    Tensor returned = difference.take(a.shape());
    Tensor own = error.take(a.shape());
    inverses.apply(synapse.layer(), below, t, returned);
    inverses.apply(synapse.layer(), below, synapse.output(), own);
    engine.subtract(returned, own, returned);
    Tensor next = target.take(a.shape());
    engine.add(a, returned, next);
    return next;
  }

  private void inverseGradient(
      SynapsePass synapse,
      Activation below,
      ParameterVector parameters,
      long minibatch,
      double scale,
      ParameterVector updates) {
    Synapse layer = synapse.layer();
    Tensor c = corrupted.take(synapse.input().shape());
    engine.add(synapse.input(), noise(layer, c.dimension(0), minibatch), c);
    Tensor y = units.take(synapse.output().shape());
    engine.gemm(1, c, PLAIN, synapse.keptWeight(), TRANSPOSED, 0, y);
    Tensor bias = layer.bias() == null ? null : parameters.view(layer.bias()).rows(0, layer.kept());
    engine.activate(layer.activation(), y, bias, y);
    Tensor r = difference.take(c.shape());
    inverses.apply(layer, below, y, r);
    Tensor delta = error.take(c.shape());
    engine.squaredError(r, c, scale, delta, inverseLoss);
    observer.inverted(layer, inverseLoss);
    engine.activateBackward(below, r, delta, delta);
    inverses.gradients(layer, y, delta, updates);
  }

  /** The noise of the minibatch on a layer's input, [rows, in]. */
  private Tensor noise(Synapse layer, int rows, long minibatch) {
    Tensor drawn =
        noises.computeIfAbsent(layer, any -> new Scratch(engine, type)).take(rows, layer.fanIn());
    Drawn wanted = new Drawn(minibatch, rows);
    if (!wanted.equals(current.put(layer, wanted))) {
      noise.draw(layer.name(), minibatch, drawn);
    }
    return drawn;
  }

  private static List<SynapsePass> synapses(Pass pass) {
    List<SynapsePass> synapses = new ArrayList<>();
    for (LayerPass layer : pass.layers()) {
      if (layer instanceof SynapsePass synapse) {
        synapses.add(synapse);
      }
    }
    return synapses;
  }

  private void observe(Synapse layer, Tensor t, double scale) {
    Tensor factors = lossFactors.take(t.dimension(0));
    engine.fill(scale, factors);
    observer.target(layer, t, factors);
  }

  private static final class Factory implements RuleFactory {
    @Override
    public void declare(Network network, Options options) {
      LearnedInverses.declare("dtp", network);
    }

    @Override
    public LearningRule create(RuleContext context, Options options) {
      return new DifferenceTargetPropagation(
          context,
          options.number("targetStep"),
          new GaussianNoise(context.seed(), options.number("noise")),
          TargetObserver.NONE);
    }
  }
}
