package io.github.altprop.training.rule;

import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Sign feedback, uSF: the error returns through the signs of the weights, B_l = s_l sign(W_l), with
 * sign(0) = 0.
 *
 * <p>s_l = 1, or the deviation of Xavier's initial weights, sqrt(2 / (fan-in + fan-out)), which
 * keeps the error's size. Source: Liao et al. 2016; Robertson and Koyejo 2024, section 3 (s = 1 in
 * the theory, Xavier's in the code).
 */
final class UniformSignFeedback implements FeedbackWeights {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "usf",
          "Sign feedback: the signs of the weights times a constant",
          new Reference(
              "e_{l-1} = (D_l o e_l) B_l^T, B_l = s_l sign(W_l)",
              "Liao et al. 2016; Robertson and Koyejo 2024, section 3"),
          UniformSignFeedback::create,
          OptionSpec.choice(
              "scale",
              "xavier",
              List.of("xavier", "unit"),
              "Magnitude of the feedback weights: sqrt(2 / (fan-in + fan-out)), or 1"));

  private final Engine engine;
  private final ToDoubleFunction<Synapse> scale;
  private final Scratch kernel;

  private UniformSignFeedback(RuleContext context, ToDoubleFunction<Synapse> scale) {
    engine = context.engine();
    this.scale = scale;
    kernel = new Scratch(engine, context.type());
  }

  private static LearningRule create(RuleContext context, Options options) {
    ToDoubleFunction<Synapse> scale =
        options.choice("scale").equals("unit") ? synapse -> 1 : UniformSignFeedback::xavier;
    return new ErrorFeedback(context.loss(), new UniformSignFeedback(context, scale));
  }

  private static double xavier(Synapse synapse) {
    return Math.sqrt(2.0 / (synapse.fanIn() + synapse.fanOut()));
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public Tensor weights(Synapse synapse, Tensor weight) {
    Tensor feedback = kernel.take(weight.shape());
    engine.sign(scale.applyAsDouble(synapse), weight, feedback);
    return feedback;
  }

  @Override
  public FeedbackWeight.Origin origin() {
    return FeedbackWeight.Origin.SIGN;
  }
}
