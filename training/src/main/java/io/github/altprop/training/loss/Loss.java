package io.github.altprop.training.loss;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/** Compares a network's outputs, which are logits unless a loss says otherwise, with labels. */
public interface Loss {
  /** Whether the derivative is that of the sum over a minibatch or of the mean. */
  Reduction reduction();

  /**
   * Computes the loss and its derivative.
   *
   * @param logits [rows, classes]
   * @param labels [rows] in the type of the logits: class of each row, from 0
   * @param error d loss / d logits, written; may be {@code logits}; null if only the loss is wanted
   * @param loss the sum of the losses of the rows, whatever the reduction, written; [1] in float64
   */
  void evaluate(Engine engine, Tensor logits, Tensor labels, Tensor error, Tensor loss);

  /**
   * How many outputs a network needs to tell classes apart.
   *
   * @throws IllegalArgumentException if this loss cannot tell so many apart
   */
  default int outputs(int classes) {
    return classes;
  }

  /**
   * A score for each class, of which the highest is the answer.
   *
   * @param outputs [rows, outputs]
   * @return [rows, classes]
   */
  default float[] scores(float... outputs) {
    return outputs;
  }

  /** The loss that is differentiated, from the sum over the rows. */
  double reduced(double sum, int rows);
}
