package io.github.altprop.training.rule;

import io.github.altprop.training.initialization.Fan;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * brSF: magnitudes drawn anew for every minibatch, with the signs of the weights, B_l = |M_l(t)| o
 * sign(W_l).
 *
 * <p>Source: Liao et al. 2016; Robertson and Koyejo 2024's toolbox. Differs: M(t) is a function of
 * the seed and the number of the minibatch, so that a repeated minibatch meets the same feedback.
 */
final class BatchwiseRandomSignFeedback implements FeedbackWeights {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "brsf",
          "Sign feedback with random magnitudes, new for every minibatch",
          new Reference(
              "e_{l-1} = (D_l o e_l) B_l^T, B_l = |M_l(t)| o sign(W_l), M_l(t) new for every minibatch t",
              "Liao et al. 2016"),
          (context, options) ->
              new ErrorFeedback(
                  context.loss(),
                  new BatchwiseRandomSignFeedback(context, new UniformMagnitudes(context.seed())),
                  null));

  private final Engine engine;
  private final ElementType type;
  private final Magnitudes magnitudes;
  private final Scratch kernel;
  private final Map<Synapse, Tensor> drawn = new HashMap<>();

  /** Those whose magnitudes are drawn for {@link #minibatch}. */
  private final Set<Synapse> current = new HashSet<>();

  private long minibatch;

  BatchwiseRandomSignFeedback(RuleContext context, Magnitudes magnitudes) {
    engine = context.engine();
    type = context.type();
    this.magnitudes = magnitudes;
    kernel = new Scratch(engine, context.type());
  }

  /** |M(t)| of the kept units of one synapse. */
  @FunctionalInterface
  interface Magnitudes {
    /**
     * Overwrites {@code magnitude}, [kept, fan-in...], with numbers of at least 0.
     *
     * @param weight name of the weight whose feedback it is
     */
    void draw(String weight, Fan fan, long minibatch, Tensor magnitude);
  }

  @Override
  public void prepare(Pass pass, long minibatch) {
    begin(pass, minibatch);
    FixedFeedback.synapses(pass.network()).forEach(this::magnitude);
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public void begin(Pass pass, long minibatch) {
    if (this.minibatch != minibatch) {
      current.clear();
    }
    this.minibatch = minibatch;
  }

  @Override
  public Tensor weights(Synapse synapse, Tensor weight) {
    Tensor feedback = kernel.take(weight.shape());
    engine.signTimes(magnitude(synapse), weight, feedback);
    return feedback;
  }

  /** |M(t)| of the current minibatch. */
  private Tensor magnitude(Synapse synapse) {
    Tensor magnitude = drawn.computeIfAbsent(synapse, this::room);
    if (current.add(synapse)) {
      magnitudes.draw(synapse.weight().name(), Fan.of(synapse), minibatch, magnitude);
    }
    return magnitude;
  }

  private Tensor room(Synapse synapse) {
    int[] shape = synapse.weight().shape();
    shape[0] = synapse.kept();
    return engine.zeros(type, shape);
  }

  @Override
  public FeedbackWeight.Origin origin() {
    return FeedbackWeight.Origin.SIGN_WITH_MAGNITUDES;
  }
}
