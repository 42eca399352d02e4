package io.github.altprop.training.rule;

import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Tensor;

/** Backprop: the error returns through the weights themselves, B_l = W_l. */
public final class Backpropagation implements FeedbackWeights {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "bp",
          "Backprop: the exact gradient",
          new Reference("e_{l-1} = (D_l o e_l) W_l^T", "Rumelhart, Hinton and Williams 1986"),
          (context, options) -> new ErrorFeedback(context.loss(), new Backpropagation(), null));

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public Tensor weights(Synapse synapse, Tensor weight) {
    return weight;
  }

  @Override
  public FeedbackWeight.Origin origin() {
    return FeedbackWeight.Origin.FORWARD;
  }
}
