package io.github.altprop.training.optimizer;

import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.Engine;
import java.util.List;
import java.util.Map;

/**
 * Adam in the epsilon-hat form: m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= rate sqrt(1 -
 * b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon).
 *
 * <p>Source: Kingma and Ba 2015, end of section 2; TensorFlow; experiments, section 1.5.
 */
public final class Adam implements Optimizer {
  static final Component<OptimizerFactory> COMPONENT =
      new Component<>(
          "adam",
          "Adam, epsilon-hat form",
          new Reference(
              "m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; w -= rate sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon)",
              "Kingma and Ba 2015, section 2, last form"),
          Adam::new,
          OptionSpec.positive("learningRate", 1e-3, "Step size"),
          OptionSpec.fraction("beta1", 0.9, "Decay of the first moment"),
          OptionSpec.fraction("beta2", 0.999, "Decay of the second moment"),
          OptionSpec.positive("epsilon", 1e-8, "Added to the root of the second moment"));

  private final Engine engine;
  private final Rates rates;
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final ParameterVector firstMoment;
  private final ParameterVector secondMoment;

  private Adam(
      Engine engine, ParameterVector parameters, List<ParameterGroup> groups, Options options) {
    this.engine = engine;
    rates = Rates.of(engine, groups);
    beta1 = options.number("beta1");
    beta2 = options.number("beta2");
    epsilon = options.number("epsilon");
    firstMoment = new ParameterVector(engine, parameters.flat().type(), parameters.layout());
    secondMoment = new ParameterVector(engine, parameters.flat().type(), parameters.layout());
  }

  private Adam(Adam whole, Engine engine, List<ParameterGroup> groups) {
    this.engine = engine;
    rates = whole.rates.part(groups);
    beta1 = whole.beta1;
    beta2 = whole.beta2;
    epsilon = whole.epsilon;
    firstMoment = whole.firstMoment;
    secondMoment = whole.secondMoment;
  }

  @Override
  public void prepare(double learningRate, long step) {
    rates.set(
        learningRate
            * Math.sqrt(1 - Math.pow(beta2, (double) step))
            / (1 - Math.pow(beta1, (double) step)));
  }

  @Override
  public void apply(ParameterVector parameters, ParameterVector updates) {
    for (int i = 0; i < rates.groups().size(); i++) {
      ParameterGroup group = rates.groups().get(i);
      engine.adam(
          Groups.part(parameters, group),
          Groups.part(updates, group),
          Groups.part(firstMoment, group),
          Groups.part(secondMoment, group),
          rates.of(i),
          beta1,
          beta2,
          epsilon);
    }
  }

  @Override
  public Optimizer part(Engine engine, List<ParameterGroup> groups) {
    return new Adam(this, engine, groups);
  }

  @Override
  public Map<String, ParameterVector> slots() {
    return Map.of("firstMoment", firstMoment, "secondMoment", secondMoment);
  }
}
