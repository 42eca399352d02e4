package io.github.altprop.training.rule;

import io.github.altprop.training.network.Feedback;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.tensor.Tensor;

/** Feedback through a weight B_l of the forward weight's shape: e_{l-1} = delta_l B_l. */
public interface FeedbackWeights extends Feedback {
  /**
   * B_l of the kept units, [kept, fan-in...]; valid until the next call.
   *
   * @param weight W_l of the kept units
   */
  Tensor weights(Synapse synapse, Tensor weight);

  /** How B_l comes about. */
  FeedbackWeight.Origin origin();

  @Override
  default void propagate(SynapsePass synapse, Tensor error, Tensor inputError) {
    Tensor feedback = weights(synapse.layer(), synapse.keptWeight());
    synapse.transport(feedback, error, inputError);
  }
}
