package io.github.altprop.jobs.measure;

import io.github.altprop.evaluation.metric.Angle;
import io.github.altprop.training.learner.GradientProbe;
import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.Minibatch;
import io.github.altprop.training.learner.StepLoss;
import io.github.altprop.training.network.Parameter;
import io.github.altprop.training.network.ParameterVector;
import io.github.altprop.training.tensor.Engine;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Measures the angle between a rule's raw updates and backprop's gradients of the same minibatch,
 * weights only, before regularisers and optimiser. Source: Dalm et al. 2023, code; experiments,
 * section 1.6.
 */
public final class AngleProbe implements GradientProbe {
  private final Engine engine;
  private final ParameterVector gradients;
  private final Consumer<AngleRecord> into;

  /**
   * @param gradients in the layout of the parameters; overwritten
   */
  public AngleProbe(Engine engine, ParameterVector gradients, Consumer<AngleRecord> into) {
    this.engine = engine;
    this.gradients = gradients;
    this.into = into;
  }

  @Override
  public void observe(Learner learner, Minibatch batch, StepLoss loss, ParameterVector updates) {
    learner.backpropagate(gradients);
    for (Parameter weight : learner.weights()) {
      OptionalDouble degrees = Angle.degrees(engine, updates.view(weight), gradients.view(weight));
      into.accept(
          new AngleRecord(
              batch.number(), layer(weight), degrees.isPresent() ? degrees.getAsDouble() : null));
    }
  }

  /** Name of the layer that a weight belongs to. */
  static String layer(Parameter weight) {
    return weight.name().replaceFirst("\\.weight$", "");
  }
}
