package io.github.altprop.training.rule;

import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/**
 * GAIT-prop's step to the targets: (1 - gamma D^2) a + gamma D^2 t, with D the derivative of the
 * activation.
 *
 * <p>An example whose target equals its activity has gamma = 0, where the published code divides by
 * zero. Source: Dalm et al. 2023, eq. 3-5; experiments, section 1.4.
 */
final class GaitApproach implements Approach {
  private final Engine engine;
  private final Nudge nudge;
  private final Scratch step;
  private final Scratch distances;

  GaitApproach(RuleContext context, Nudge nudge) {
    engine = context.engine();
    this.nudge = nudge;
    step = new Scratch(engine, context.type());
    distances = new Scratch(engine, ElementType.FLOAT64);
  }

  @Override
  public void move(SynapsePass synapse, Tensor target, Tensor moved, Tensor gammas) {
    Tensor a = synapse.allUnits();
    engine.subtract(target, a, moved);
    Tensor lengths = distances.take(gammas.shape());
    engine.rowNorms(moved, lengths);
    nudge.gammas(engine, lengths, Math.toIntExact(a.size() / lengths.size()), gammas);
    Tensor epsilon = step.take(a.shape());
    engine.activateDerivative(synapse.layer().activation(), a, epsilon);
    engine.multiply(epsilon, epsilon, epsilon);
    engine.scaleRows(epsilon, gammas, epsilon);
    engine.multiply(epsilon, a, moved);
    engine.subtract(a, moved, moved);
    engine.multiply(epsilon, target, epsilon);
    engine.add(moved, epsilon, moved);
  }
}
