package io.github.altprop.training.rule;

import io.github.altprop.training.initialization.Fan;
import io.github.altprop.training.initialization.Initializer;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.initialization.Seeds;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterLayout;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Fixed weights B_l for every synapse after the first, named and shaped as the weights they stand
 * for.
 */
public final class FixedFeedback implements FeedbackWeights {
  private static final String AS_FORWARD = "forward";

  private final ParameterVector fixed;

  /** Feedback weights in a layout made by {@link #layout}. */
  public FixedFeedback(ParameterVector fixed) {
    this.fixed = fixed;
  }

  /** The synapses that an error is sent back through: those with parameters below them. */
  public static List<Synapse> synapses(Network network) {
    return network.synapses().stream().filter(s -> s.weight().index() > 0).toList();
  }

  /** One parameter per synapse after the first. */
  public static ParameterLayout layout(Network network) {
    ParameterLayout layout = new ParameterLayout();
    for (Synapse synapse : synapses(network)) {
      layout.add(synapse.weight().name(), Parameter.Role.WEIGHT, synapse.weight().shape());
    }
    return layout;
  }

  /** An option that says how weights of {@link #drawn} are distributed. */
  public static OptionSpec distribution(String name, String defaultValue, String doc) {
    List<String> choices = new ArrayList<>(Initializers.REGISTRY.names());
    choices.add(AS_FORWARD);
    return OptionSpec.choice(name, defaultValue, choices, doc + "; forward: as initial weights");
  }

  /**
   * Draws a weight for every synapse after the first, independently of the forward weights.
   *
   * @param distribution one of the choices of {@link #distribution}
   */
  public static ParameterVector drawn(RuleContext context, String distribution) {
    Initializer initializer =
        distribution.equals(AS_FORWARD)
            ? context.weights()
            : Initializers.REGISTRY.require(distribution).factory();
    ParameterVector weights =
        new ParameterVector(context.engine(), context.type(), layout(context.network()));
    for (Synapse synapse : synapses(context.network())) {
      String name = synapse.weight().name();
      initializer.draw(
          context.engine(),
          Fan.of(synapse),
          Seeds.derive(context.seed(), "feedback." + name),
          weights.view(name));
    }
    return weights;
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public Tensor weights(Synapse synapse, Tensor weight) {
    return fixed.view(synapse.weight().name()).rows(0, synapse.kept());
  }

  @Override
  public FeedbackWeight.Origin origin() {
    return FeedbackWeight.Origin.FIXED;
  }
}
