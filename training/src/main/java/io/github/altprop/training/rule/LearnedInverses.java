package io.github.altprop.training.rule;

import static io.github.altprop.training.tensor.Op.PLAIN;
import static io.github.altprop.training.tensor.Op.TRANSPOSED;

import io.github.altprop.training.initialization.Fan;
import io.github.altprop.training.initialization.Seeds;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.Layer;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterLayout;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Approximate inverses of dense hidden layers that are trained beside the network: g_l(v) =
 * f_{l-1}(v V_l^T + c_l), with f_{l-1} the activation of the layer below.
 *
 * <p>V_l, [in, units], and c_l, [in], are named {@code layer<i>.inverseWeight} and {@code
 * .inverseBias}; the first layer and the output layer have none.
 */
final class LearnedInverses {
  private final Engine engine;
  private final ParameterVector parameters;

  private LearnedInverses(Engine engine, ParameterVector parameters) {
    this.engine = engine;
    this.parameters = parameters;
  }

  /**
   * Declares the inverses' parameters.
   *
   * @throws IllegalArgumentException if a layer is not dense; the message names rule and layer
   */
  static void declare(String rule, Network network) {
    for (Layer layer : network.layers()) {
      boolean dense = layer instanceof Synapse && layer.inputShape().length == 1;
      if (!dense && !(layer instanceof Flatten)) {
        throw new IllegalArgumentException(
            rule
                + " cannot train this network: "
                + layer.name()
                + " ("
                + layer.getClass().getSimpleName()
                + ", "
                + Arrays.toString(layer.inputShape())
                + " in) is not dense, and it learns inverses of dense layers only");
      }
    }
    ParameterLayout layout = network.parameters();
    for (Synapse synapse : inverted(network)) {
      layout.add(weight(synapse), Parameter.Role.WEIGHT, synapse.fanIn(), synapse.kept());
      layout.add(bias(synapse), Parameter.Role.BIAS, synapse.fanIn());
    }
  }

  /** Draws the declared weights as the forward weights were drawn; biases stay 0. */
  static LearnedInverses drawn(RuleContext context) {
    for (Synapse synapse : inverted(context.network())) {
      context
          .weights()
          .draw(
              context.engine(),
              new Fan(synapse.kept(), synapse.fanIn()),
              Seeds.derive(context.seed(), weight(synapse)),
              context.parameters().view(weight(synapse)));
    }
    return new LearnedInverses(context.engine(), context.parameters());
  }

  /**
   * Writes g_l(v).
   *
   * @param below f_{l-1}
   * @param v [batch, units]
   * @param reconstructed [batch, in]
   */
  void apply(Synapse synapse, Activation below, Tensor v, Tensor reconstructed) {
    engine.gemm(1, v, PLAIN, parameters.view(weight(synapse)), TRANSPOSED, 0, reconstructed);
    engine.activate(below, reconstructed, parameters.view(bias(synapse)), reconstructed);
  }

  /**
   * Writes the gradients of V_l and c_l.
   *
   * @param v what {@link #apply} was given, [batch, units]
   * @param error at the pre-activation of g_l, [batch, in]
   */
  void gradients(Synapse synapse, Tensor v, Tensor error, ParameterVector updates) {
    engine.gemm(1, error, TRANSPOSED, v, PLAIN, 0, updates.view(weight(synapse)));
    engine.columnSums(error, updates.view(bias(synapse)));
  }

  /** The hidden layers above the first. */
  private static List<Synapse> inverted(Network network) {
    List<Synapse> synapses = network.synapses();
    return synapses.subList(1, Math.max(1, synapses.size() - 1));
  }

  private static String weight(Synapse synapse) {
    return synapse.name() + ".inverseWeight";
  }

  private static String bias(Synapse synapse) {
    return synapse.name() + ".inverseBias";
  }
}
