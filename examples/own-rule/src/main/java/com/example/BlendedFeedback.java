package com.example;

import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.rule.ErrorFeedback;
import io.github.altprop.training.rule.FeedbackWeight;
import io.github.altprop.training.rule.FeedbackWeights;
import io.github.altprop.training.rule.LearningRule;
import io.github.altprop.training.rule.Rule;
import io.github.altprop.training.rule.RuleContext;
import io.github.altprop.training.rule.RuleFactory;
import io.github.altprop.training.rule.RuleProvider;
import io.github.altprop.training.rule.Scratch;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;

/**
 * Blended feedback: between backprop and sign feedback, B_l = (1 - b) W_l + b s_l sign(W_l), where
 * s_l = sqrt(2 / (fan-in + fan-out)).
 */
public final class BlendedFeedback implements FeedbackWeights {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "blended",
          "Blended feedback: weights and their signs, mixed",
          new Reference("e_{l-1} = (D_l o e_l) B_l^T, B_l = (1 - b) W_l + b s_l sign(W_l)", ""),
          BlendedFeedback::create,
          OptionSpec.fraction("blend", 0.5, "b: 0 is backprop, 1 is sign feedback"));

  private final Engine engine;
  private final double blend;
  private final Scratch buffer;

  private BlendedFeedback(RuleContext context, double blend) {
    engine = context.engine();
    this.blend = blend;
    buffer = new Scratch(engine, context.type());
  }

  private static LearningRule create(RuleContext context, Options options) {
    return new ErrorFeedback(context.loss(), new BlendedFeedback(context, options.number("blend")));
  }

  @Override
  public boolean repeats() {
    return true; // it asks the same of the engine for every minibatch
  }

  @Override
  public Tensor weights(Synapse synapse, Tensor weight) {
    Tensor feedback = buffer.take(weight.shape());
    double scale = Math.sqrt(2.0 / (synapse.fanIn() + synapse.fanOut()));
    engine.sign(blend * scale, weight, feedback);
    engine.axpy(1 - blend, weight, feedback);
    return feedback;
  }

  @Override
  public FeedbackWeight.Origin origin() {
    return FeedbackWeight.Origin.SIGN_WITH_MAGNITUDES;
  }

  /** What META-INF/services names. */
  public static final class Provider implements RuleProvider {
    @Override
    public List<Component<? extends Rule>> components() {
      return List.of(COMPONENT);
    }
  }
}
