package io.github.altprop.training.rule;

import io.github.altprop.training.network.SynapsePass;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.Arrays;

/**
 * GAIT-prop's step to the targets: (1 - gamma D^2) a + gamma D^2 t, with D the derivative of the
 * activation.
 *
 * <p>An example whose target equals its activity has gamma = 0, where the published code divides by
 * zero. Source: Dalm et al. 2023, eq. 3-5; experiments, section 1.4.
 */
final class GaitApproach implements Approach {
  private static final double TINY = 1e-300;

  private final Engine engine;
  private final Nudge nudge;
  private final Scratch step;

  GaitApproach(RuleContext context, Nudge nudge) {
    engine = context.engine();
    this.nudge = nudge;
    step = new Scratch(engine, context.type());
  }

  @Override
  public double[] move(SynapsePass synapse, Tensor target, Tensor moved) {
    Tensor a = synapse.allUnits();
    double[] gammas = gammas(a, target, moved);
    Tensor epsilon = step.take(a.shape());
    engine.activateDerivative(synapse.layer().activation(), a, epsilon);
    engine.multiply(epsilon, epsilon, epsilon);
    engine.scaleRows(epsilon, gammas, epsilon);
    engine.multiply(epsilon, a, moved);
    engine.subtract(a, moved, moved);
    engine.multiply(epsilon, target, epsilon);
    engine.add(moved, epsilon, moved);
    return gammas;
  }

  private double[] gammas(Tensor a, Tensor target, Tensor difference) {
    double[] distances = new double[a.dimension(0)];
    engine.subtract(target, a, difference);
    engine.rowNorms(difference, distances);
    int units = Math.toIntExact(a.size() / distances.length);
    return Arrays.stream(distances)
        .map(distance -> distance < TINY ? 0 : nudge.gamma(distance, units))
        .toArray();
  }
}
