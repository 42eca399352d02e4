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
  public void evaluate(Engine engine, Tensor logits, Tensor labels, Tensor error, Tensor loss) {
    double scale = reduction.scale(logits.dimension(0));
    engine.softmaxCrossEntropy(logits, labels, scale, error, loss);
  }

  @Override
  public double reduced(double sum, int rows) {
    return sum * reduction.scale(rows);
  }
}
