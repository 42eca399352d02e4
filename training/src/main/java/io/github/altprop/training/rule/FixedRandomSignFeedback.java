package io.github.altprop.training.rule;

import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/**
 * frSF: fixed random magnitudes with the signs of the weights, B_l = |M_l| o sign(W_l).
 *
 * <p>Source: Liao et al. 2016; Robertson and Koyejo 2024's toolbox.
 */
final class FixedRandomSignFeedback implements FeedbackWeights {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "frsf",
          "Sign feedback with fixed random magnitudes",
          new Reference(
              "e_{l-1} = (D_l o e_l) B_l^T, B_l = |M_l| o sign(W_l), M_l fixed",
              "Liao et al. 2016"),
          FixedRandomSignFeedback::create,
          FixedFeedback.distribution(
              "magnitudes", "xavier-uniform", "Whose absolute values the fixed magnitudes are"));

  private final Engine engine;
  private final ParameterVector magnitudes;
  private final Scratch kernel;

  /**
   * @param magnitudes |M|, in a layout made by {@link FixedFeedback#layout}
   */
  FixedRandomSignFeedback(RuleContext context, ParameterVector magnitudes) {
    engine = context.engine();
    this.magnitudes = magnitudes;
    kernel = new Scratch(engine, context.type());
  }

  private static LearningRule create(RuleContext context, Options options) {
    ParameterVector magnitudes = FixedFeedback.drawn(context, options.choice("magnitudes"));
    // |M| = M sign(M)
    context.engine().signTimes(magnitudes.flat(), magnitudes.flat(), magnitudes.flat());
    return new ErrorFeedback(
        context.loss(), new FixedRandomSignFeedback(context, magnitudes), magnitudes);
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public Tensor weights(Synapse synapse, Tensor weight) {
    Tensor feedback = kernel.take(weight.shape());
    Tensor magnitude = magnitudes.view(synapse.weight().name()).rows(0, synapse.kept());
    engine.signTimes(magnitude, weight, feedback);
    return feedback;
  }

  @Override
  public FeedbackWeight.Origin origin() {
    return FeedbackWeight.Origin.SIGN_WITH_MAGNITUDES;
  }
}
