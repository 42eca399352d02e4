package io.github.altprop.training.learner;

import io.github.altprop.training.associated.ComponentLosses;
import io.github.altprop.training.tensor.Tensor;
import java.util.List;

/**
 * The losses of one minibatch, still on the device that computed them. Whoever wants the numbers
 * reads them, and only then waits.
 *
 * @param values in float64, overwritten by the learner's next update
 * @param reading what they mean
 */
public record StepLoss(Tensor values, Reading reading) {
  /** What the numbers in {@link #values} mean; stays true after they were overwritten. */
  interface Reading {
    /** The sum of the examples' losses. */
    double sum(double[] values);

    /** The losses of every component, from input to output; empty for what has none. */
    List<ComponentLosses> components(double[] values);
  }

  /** The one number is the sum of the examples' losses. */
  static StepLoss ofExamples(Tensor sum) {
    return new StepLoss(sum, Plain.READING);
  }

  /** The sum of the examples' losses; waits for it. */
  public double sum() {
    return reading.sum(values.toDoubles());
  }

  /**
   * The losses of every component, from input to output, empty for what has none; waits for them.
   */
  public List<ComponentLosses> components() {
    return reading.components(values.toDoubles());
  }

  private enum Plain implements Reading {
    READING;

    @Override
    public double sum(double[] values) {
      return values[0];
    }

    @Override
    public List<ComponentLosses> components(double[] values) {
      return List.of();
    }
  }
}
