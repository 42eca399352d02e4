package io.github.altprop.training.rule;

import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.tensor.Tensor;

/** Backprop: the error returns through the weights themselves, B_l = W_l. */
public final class Backpropagation implements FeedbackWeights {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "bp",
          "Backprop: the exact gradient",
          (context, options) -> new ErrorFeedback(context.loss(), new Backpropagation(), null));

  @Override
  public Tensor weights(Synapse synapse, Tensor weight) {
    return weight;
  }

  @Override
  public FeedbackWeight.Origin origin() {
    return FeedbackWeight.Origin.FORWARD;
  }
}
