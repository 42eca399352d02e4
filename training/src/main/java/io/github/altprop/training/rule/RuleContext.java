package io.github.altprop.training.rule;

import io.github.altprop.training.initialization.Initializer;
import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.network.Network;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;

/**
 * What a rule is made for.
 *
 * @param engine computes
 * @param network whose parameters it updates
 * @param parameters already at their initial values
 * @param weights how the forward weights were drawn
 * @param loss what is to fall
 * @param seed for everything random
 */
public record RuleContext(
    Engine engine,
    Network network,
    ParameterVector parameters,
    Initializer weights,
    Loss loss,
    long seed) {
  /** The element type of the parameters. */
  public ElementType type() {
    return parameters.flat().type();
  }
}
