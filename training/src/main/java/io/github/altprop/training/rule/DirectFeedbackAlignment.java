package io.github.altprop.training.rule;

import static io.github.altprop.training.tensor.Op.PLAIN;

import io.github.altprop.training.initialization.Fan;
import io.github.altprop.training.initialization.Initializer;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.initialization.Seeds;
import io.github.altprop.training.network.Feedback;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterLayout;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.network.Pass;
import io.github.altprop.training.network.Synapse;
import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.Arrays;

/**
 * Direct feedback alignment: the output error goes straight to every layer, e_{l-1} = (dL/dy) B_l
 * with B_l, [classes, in...], fixed.
 *
 * <p>The error arrives at a synapse's input, from where it returns through pools and flatten layers
 * exactly; without those, B_l lies at the output of the layer below. Source: Nøkland 2016;
 * Robertson and Koyejo 2024's toolbox.
 */
final class DirectFeedbackAlignment implements Feedback {
  static final Component<RuleFactory> COMPONENT =
      new Component<>(
          "dfa",
          "Direct feedback alignment: fixed random weights from the output error to every layer",
          new Reference("e_{l-1} = (dL/dy) B_l, B_l fixed", "Nøkland 2016"),
          DirectFeedbackAlignment::create,
          OptionSpec.choice(
              "feedback",
              "xavier-uniform",
              Initializers.REGISTRY.names(),
              "How the fixed feedback weights are drawn"));

  private final Engine engine;
  private final ParameterVector weights;
  private Tensor outputError;

  /**
   * @param weights B, in a layout made by {@link #layout}
   * @throws IllegalArgumentException if a synapse's feedback is missing or misshapen
   */
  DirectFeedbackAlignment(Engine engine, Network network, ParameterVector weights) {
    this.engine = engine;
    this.weights = weights;
    for (Parameter wanted : layout(network).parameters()) {
      Parameter given = weights.layout().find(wanted.name()).orElse(null);
      if (given == null || !given.dimensions().equals(wanted.dimensions())) {
        throw new IllegalArgumentException(
            "dfa needs feedback weights "
                + wanted
                + ", one row a class and the shape of the layer's input, but was given "
                + (given == null ? "none" : given.dimensions()));
      }
    }
  }

  private static LearningRule create(RuleContext context, Options options) {
    Initializer initializer = Initializers.REGISTRY.require(options.choice("feedback")).factory();
    ParameterVector weights =
        new ParameterVector(context.engine(), context.type(), layout(context.network()));
    for (Parameter parameter : weights.layout().parameters()) {
      int features = Arrays.stream(parameter.shape()).skip(1).reduce(1, Math::multiplyExact);
      initializer.draw(
          context.engine(),
          new Fan(features, parameter.rows()),
          Seeds.derive(context.seed(), "feedback." + parameter.name()),
          weights.view(parameter));
    }
    return new ErrorFeedback(
        context.loss(),
        new DirectFeedbackAlignment(context.engine(), context.network(), weights),
        weights);
  }

  /** One parameter, [classes, in...], per synapse after the first. */
  static ParameterLayout layout(Network network) {
    ParameterLayout layout = new ParameterLayout();
    for (Synapse synapse : FixedFeedback.synapses(network)) {
      int[] in = synapse.inputShape();
      int[] shape = new int[in.length + 1];
      shape[0] = network.classes();
      System.arraycopy(in, 0, shape, 1, in.length);
      layout.add(name(synapse), Parameter.Role.WEIGHT, shape);
    }
    return layout;
  }

  @Override
  public boolean repeats() {
    return true;
  }

  @Override
  public void begin(Pass pass, long minibatch) {
    outputError = pass.outputError();
  }

  @Override
  public void propagate(SynapsePass synapse, Tensor error, Tensor inputError) {
    Tensor feedback = weights.view(name(synapse.layer())).matrix();
    engine.gemm(1, outputError, PLAIN, feedback, PLAIN, 0, inputError.matrix());
  }

  private static String name(Synapse synapse) {
    return synapse.name() + ".direct";
  }
}
