package io.github.altprop.training.tensor;

/** Losses fused with their derivative. */
public interface Losses {
  /**
   * error = scale (softmax(logits) - onehot(labels)); returns the sum over rows of -log
   * softmax[label].
   *
   * @param logits [rows, classes]
   * @param labels class of each row, from 0
   * @param scale 1 for the summed loss, 1 / rows for the mean
   * @param error [rows, classes], may be {@code logits}; null if only the loss is wanted
   */
  double softmaxCrossEntropy(Tensor logits, int[] labels, double scale, Tensor error);

  /**
   * error = scale * 2 (prediction - target); returns the sum of squared differences.
   *
   * @param error shape of the prediction, may be {@code prediction}; null if only the loss is
   *     wanted
   */
  double squaredError(Tensor prediction, Tensor target, double scale, Tensor error);
}
