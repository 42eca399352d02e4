package io.github.altprop.training.rule;

import io.github.altprop.training.initialization.Initializer;
import io.github.altprop.training.initialization.Seeds;
import io.github.altprop.training.network.Feedback;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterLayout;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;

/**
 * Fixed weights B_l for every synapse after the first, named and shaped as the weights they stand
 * for.
 */
final class FixedFeedback implements Feedback {
  private final ParameterVector weights;

  /** Feedback weights in a layout made by {@link #layout}. */
  FixedFeedback(ParameterVector weights) {
    this.weights = weights;
  }

  /** One parameter per synapse after the first: nothing is sent back through the first. */
  static ParameterLayout layout(Network network) {
    ParameterLayout layout = new ParameterLayout();
    List<Synapse> synapses = network.synapses();
    for (Synapse synapse : synapses.subList(1, synapses.size())) {
      layout.add(synapse.weight().name(), Parameter.Role.WEIGHT, synapse.weight().shape());
    }
    return layout;
  }

  /** Draws every feedback weight independently of the forward weights. */
  static ParameterVector drawn(RuleContext context, Initializer initializer) {
    ParameterVector weights =
        new ParameterVector(context.engine(), context.type(), layout(context.network()));
    for (Synapse synapse : context.network().synapses()) {
      weights
          .layout()
          .find(synapse.weight().name())
          .ifPresent(
              parameter ->
                  initializer.draw(
                      context.engine(),
                      synapse,
                      Seeds.derive(context.seed(), "feedback." + parameter.name()),
                      weights.view(parameter)));
    }
    return weights;
  }

  @Override
  public void propagate(SynapsePass synapse, Tensor error, Tensor inputError) {
    Synapse layer = synapse.layer();
    Tensor feedback = weights.view(layer.weight().name()).rows(0, layer.kept());
    synapse.transport(feedback, error, inputError);
  }
}
