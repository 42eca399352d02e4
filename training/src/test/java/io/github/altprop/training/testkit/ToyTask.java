package io.github.altprop.training.testkit;

import io.github.altprop.training.learner.Learner;
import io.github.altprop.training.learner.Minibatch;
import java.util.List;
import java.util.SplittableRandom;

/** Three classes of small images, each with a bright pattern of its own: linearly separable. */
final class ToyTask {
  static final List<Integer> SHAPE = List.of(4, 4, 2);
  static final int CLASSES = 3;
  static final int ROWS = 24;
  private static final int FEATURES = 32;

  private ToyTask() {}

  /** The minibatch of this number, always the same. */
  static Minibatch batch(long number) {
    SplittableRandom random = new SplittableRandom(number);
    float[] inputs = new float[ROWS * FEATURES];
    int[] labels = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = row % CLASSES;
      for (int i = 0; i < FEATURES; i++) {
        double bright = i % CLASSES == labels[row] ? 0.6 : -0.3;
        inputs[row * FEATURES + i] = (float) (bright + random.nextDouble(-0.4, 0.4));
      }
    }
    return new Minibatch(number, inputs, labels);
  }

  /** Fraction of examples whose largest score is at their label. */
  static double accuracy(Learner learner, Minibatch batch) {
    float[] scores = learner.logits(batch.inputs(), batch.size());
    int right = 0;
    for (int row = 0; row < batch.size(); row++) {
      int best = 0;
      for (int k = 1; k < CLASSES; k++) {
        best = scores[row * CLASSES + k] > scores[row * CLASSES + best] ? k : best;
      }
      right += best == batch.labels()[row] ? 1 : 0;
    }
    return (double) right / batch.size();
  }
}
