package io.github.altprop.training.loss;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;

/**
 * exp(-y f) of a network with one output f, y = -1 for class 0 and +1 for class 1; derivative -y
 * exp(-y f), times 1 (sum) or 1 / rows (mean).
 *
 * <p>The host computes it: it is one number an example, for the small problems of the theory, and
 * not worth a primitive of every engine.
 *
 * <p>Source: Robertson and Koyejo 2024, proposition 5.7.
 */
public record ExponentialLoss(Reduction reduction) implements Loss {
  private static final int CLASSES = 2;

  @Override
  public int outputs(int classes) {
    if (classes != CLASSES) {
      throw new IllegalArgumentException(
          "the exponential loss is of two classes, but the data set has " + classes);
    }
    return 1;
  }

  @Override
  public void evaluate(Engine engine, Tensor logits, Tensor labels, Tensor error, Tensor loss) {
    int rows = logits.dimension(0);
    if (logits.size() != rows) {
      throw new IllegalArgumentException(
          "the exponential loss is of one output, not of " + logits.size() / rows);
    }
    double scale = reduction.scale(rows);
    double[] outputs = logits.toDoubles();
    double[] classOf = labels.toDoubles();
    double[] errors = new double[rows];
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double y = 2 * classOf[i] - 1;
      double exponential = Math.exp(-y * outputs[i]);
      errors[i] = -y * exponential * scale;
      sum += exponential;
    }
    if (error != null) {
      error.put(errors);
    }
    loss.put(new double[] {sum});
  }

  @Override
  public float[] scores(float... outputs) {
    float[] scores = new float[CLASSES * outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      scores[CLASSES * i + 1] = outputs[i];
      if (Float.isNaN(outputs[i])) {
        scores[CLASSES * i] = outputs[i];
      }
    }
    return scores;
  }

  @Override
  public double reduced(double sum, int rows) {
    return sum * reduction.scale(rows);
  }
}
