package io.github.altprop.training.regularization;

import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.options.Component;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.options.Options;
import io.github.altprop.training.options.Reference;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * L2 penalty lambda / 2 ||w||^2 on weights, never on biases: adds lambda w to the gradient, before
 * the optimiser. Source: Kao and Chen 2021, code, where only convolutions decay; experiments,
 * section 3.4.
 */
final class WeightDecay implements Regularizer {
  static final Component<RegularizerFactory> COMPONENT =
      new Component<>(
          "l2",
          "Shrinks weights: adds a multiple of them to their gradients",
          new Reference("weight / 2 |w|^2", ""),
          WeightDecay::create,
          OptionSpec.number("weight", null, "Factor of half the squared norm"),
          OptionSpec.choice(
              "layers", "all", List.of("all", "convolutions"), "Whether dense layers decay too"));

  private final Engine engine;
  private final List<Parameter> weights;
  private final double lambda;

  private WeightDecay(Engine engine, List<Parameter> weights, double lambda) {
    this.engine = engine;
    this.weights = List.copyOf(weights);
    this.lambda = lambda;
  }

  @Override
  public Optional<Penalty> at(ParameterVector parameters, long step) {
    return Optional.of(
        new Penalty() {
          @Override
          public List<Parameter> parameters() {
            return weights;
          }

          @Override
          public void addGradient(Parameter parameter, ParameterVector updates) {
            engine.axpy(lambda, parameters.view(parameter), updates.view(parameter));
          }
        });
  }

  @Override
  public Regularizer part(Engine engine, Collection<Parameter> some) {
    return new WeightDecay(engine, weights.stream().filter(some::contains).toList(), lambda);
  }

  private static Regularizer create(
      Engine engine, ElementType type, List<Parameter> weights, Options options) {
    boolean all = options.choice("layers").equals("all");
    return new WeightDecay(
        engine,
        weights.stream().filter(weight -> all || weight.kernel()).toList(),
        options.number("weight"));
  }
}
