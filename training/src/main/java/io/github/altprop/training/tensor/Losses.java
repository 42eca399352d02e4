package io.github.altprop.training.tensor;

/**
 * Losses fused with their derivative. A loss lands in a tensor, [1] in float64, so that nothing
 * waits for it until somebody reads it.
 */
public interface Losses {
  /**
   * error = scale (softmax(logits) - onehot(labels)); loss = the sum over rows of -log
   * softmax[label].
   *
   * @param logits [rows, classes]
   * @param labels [rows] in the type of the logits: class of each row, a whole number from 0;
   *     others are refused where looking at them makes nobody wait, and elsewhere make the loss not
   *     a number
   * @param scale 1 for the summed loss, 1 / rows for the mean
   * @param error [rows, classes], may be {@code logits}; null if only the loss is wanted
   * @param loss [1] in float64
   */
  void softmaxCrossEntropy(Tensor logits, Tensor labels, double scale, Tensor error, Tensor loss);

  /**
   * error = scale * 2 (prediction - target); loss = the sum of squared differences.
   *
   * @param error shape of the prediction, may be {@code prediction}; null if only the loss is
   *     wanted
   * @param loss [1] in float64
   */
  void squaredError(Tensor prediction, Tensor target, double scale, Tensor error, Tensor loss);
}
