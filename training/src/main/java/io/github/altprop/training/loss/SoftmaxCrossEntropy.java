package io.github.altprop.training.loss;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/**
 * -log softmax(logits)[label]; derivative softmax - onehot, times 1 (sum) or 1 / rows (mean).
 *
 * <p>Source: Dalm et al. 2023 sum over the minibatch; Robertson and Koyejo 2024 and Kao and Chen
 * 2021 average.
 */
public record SoftmaxCrossEntropy(Reduction reduction) implements Loss {
  @Override
  public double evaluate(Engine engine, Tensor logits, int[] labels, Tensor error) {
    return engine.softmaxCrossEntropy(logits, labels, reduction.scale(labels.length), error);
  }

  @Override
  public double reduced(double sum, int rows) {
    return sum * reduction.scale(rows);
  }
}
