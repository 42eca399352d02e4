package io.github.altprop.training.optimizer;

import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Gradient descent with classical momentum and weight decay: v = momentum v + (g + decay w); w -=
 * rate v.
 *
 * <p>PyTorch's form: the decay acts on every parameter. Source: experiments, section 2.7.
 */
public final class MomentumSgd implements Optimizer {
  static final Component<OptimizerFactory> COMPONENT =
      new Component<>(
          "sgd",
          "Gradient descent with classical momentum and weight decay",
          new Reference(
              "v = momentum v + g + weightDecay w; w -= rate v", "Polyak 1964, as PyTorch has it"),
          MomentumSgd::new,
          OptionSpec.number("learningRate", 0.01, "Step size; 0 leaves all parameters as they are"),
          OptionSpec.fraction("momentum", 0.0, "Decay of the velocity"),
          OptionSpec.number("weightDecay", 0.0, "L2 penalty on every parameter"));

  private final Engine engine;
  private final Rates rates;
  private final double momentum;
  private final double weightDecay;
  private final ParameterVector velocity;

  private MomentumSgd(
      Engine engine, ParameterVector parameters, List<ParameterGroup> groups, Options options) {
    this.engine = engine;
    rates = Rates.of(engine, groups);
    momentum = options.number("momentum");
    weightDecay = options.number("weightDecay");
    velocity =
        momentum == 0
            ? null
            : new ParameterVector(engine, parameters.flat().type(), parameters.layout());
  }

  private MomentumSgd(MomentumSgd whole, Engine engine, List<ParameterGroup> groups) {
    this.engine = engine;
    rates = whole.rates.part(groups);
    momentum = whole.momentum;
    weightDecay = whole.weightDecay;
    velocity = whole.velocity;
  }

  @Override
  public void prepare(double learningRate, long step) {
    rates.set(learningRate);
  }

  @Override
  public void apply(ParameterVector parameters, ParameterVector updates) {
    for (int i = 0; i < rates.groups().size(); i++) {
      ParameterGroup group = rates.groups().get(i);
      Tensor w = Groups.part(parameters, group);
      Tensor g = Groups.part(updates, group);
      if (velocity != null) {
        engine.momentum(w, g, Groups.part(velocity, group), rates.of(i), momentum, weightDecay);
      } else {
        // w -= rate (g + decay w) = (1 - rate decay) w - rate g
        if (weightDecay > 0) {
          engine.axpy(weightDecay, w, g);
        }
        engine.descend(w, g, rates.of(i));
      }
    }
  }

  @Override
  public Optimizer part(Engine engine, List<ParameterGroup> groups) {
    return new MomentumSgd(this, engine, groups);
  }

  @Override
  public Map<String, ParameterVector> slots() {
    return velocity == null ? Map.of() : Map.of("velocity", velocity);
  }
}
