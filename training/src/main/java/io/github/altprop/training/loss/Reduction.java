package io.github.altprop.training.loss;

/** What is differentiated: the sum of the losses of a minibatch or their mean. */
public enum Reduction {
  SUM,
  MEAN;

  /** Factor on the derivative of each row's loss. */
  public double scale(int rows) {
    return this == SUM ? 1 : 1.0 / rows;
  }
}
