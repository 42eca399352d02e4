package io.github.altprop.training.rule;

import io.github.altprop.training.network.Feedback;
import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.tensor.Tensor;

/** Backprop: the error returns through the weights themselves, B_l = W_l. */
public final class Backpropagation implements Feedback {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "bp",
          "Backprop: the exact gradient",
          (context, options) -> new ErrorFeedback(context.loss(), new Backpropagation(), null));

  @Override
  public void propagate(SynapsePass synapse, Tensor error, Tensor inputError) {
    synapse.transport(synapse.keptWeight(), error, inputError);
  }
}
