package io.github.altprop.training.rule;

import io.github.altprop.training.initialization.Fan;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

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
  private final Magnitudes magnitudes;
  private final Scratch kernel;
  private long minibatch;

  BatchwiseRandomSignFeedback(RuleContext context, Magnitudes magnitudes) {
    engine = context.engine();
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
  public void begin(Pass pass, long minibatch) {
    this.minibatch = minibatch;
  }

  @Override
  public Tensor weights(Synapse synapse, Tensor weight) {
    Tensor feedback = kernel.take(weight.shape());
    magnitudes.draw(synapse.weight().name(), Fan.of(synapse), minibatch, feedback);
    engine.signTimes(feedback, weight, feedback);
    return feedback;
  }

  @Override
  public FeedbackWeight.Origin origin() {
    return FeedbackWeight.Origin.SIGN_WITH_MAGNITUDES;
  }
}
