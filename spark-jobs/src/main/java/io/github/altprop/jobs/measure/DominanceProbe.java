package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.metric.Angle;
import io.github.altprop.evaluation.theory.AlignmentDominance;
import io.github.altprop.training.learner.GradientProbe;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.StepLoss;
import io.github.altprop.training.loss.Loss;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Engine;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Measures alignment dominance of orders 1 and 2 on a minibatch: lambda = &lt;grad L, update&gt; /
 * L^p, and how the whole update lies to the gradient. Source: Robertson and Koyejo 2024, definition
 * 4.2 and equation 1.
 */
public final class DominanceProbe implements GradientProbe {
  private final Engine engine;
  private final Loss loss;
  private final ParameterVector gradients;
  private final Consumer<DominanceRecord> into;

  /**
   * @param gradients in the layout of the parameters; overwritten
   */
  public DominanceProbe(
      Engine engine, Loss loss, ParameterVector gradients, Consumer<DominanceRecord> into) {
    this.engine = engine;
    this.loss = loss;
    this.gradients = gradients;
    this.into = into;
  }

  @Override
  public void observe(Learner learner, Minibatch batch, StepLoss losses, ParameterVector updates) {
    double value = loss.reduced(losses.sum(), batch.size());
    learner.backpropagate(gradients);
    double inner = engine.dot(gradients.flat(), updates.flat());
    into.accept(
        new DominanceRecord(
            batch.number(),
            value,
            inner,
            norm(gradients),
            norm(updates),
            orNull(Angle.degrees(engine, gradients.flat(), updates.flat())),
            orNull(AlignmentDominance.lambda(inner, value, 1)),
            orNull(AlignmentDominance.lambda(inner, value, 2))));
  }

  private double norm(ParameterVector vector) {
    return Math.sqrt(engine.dot(vector.flat(), vector.flat()));
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
