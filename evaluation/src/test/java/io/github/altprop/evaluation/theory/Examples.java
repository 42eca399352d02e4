package io.github.altprop.evaluation.theory;

import java.util.SplittableRandom;

/** Made-up two-class problems that the theory speaks about; labels are +1 and -1. */
final class Examples {
  final double[] inputs;
  final int[] labels;

  private Examples(int examples, int features) {
    inputs = new double[examples * features];
    labels = new int[examples];
  }

  int features() {
    return inputs.length / labels.length;
  }

  ExampleGeometry geometry() {
    return ExampleGeometry.of(inputs, labels);
  }

  /** x = y mu + noise: examples of one class point one way, those of the other the other way. */
  static Examples separable(SplittableRandom random, int count, int features) {
    Examples examples = new Examples(count, features);
    for (int i = 0; i < count; i++) {
      examples.labels[i] = i % 2 == 0 ? 1 : -1;
      for (int k = 0; k < features; k++) {
        examples.inputs[i * features + k] =
            examples.labels[i] * (0.5 + random.nextDouble(-0.4, 0.4));
      }
    }
    return examples;
  }

  /** A basis vector for each example, slightly bent. */
  static Examples nearlyOrthogonal(SplittableRandom random, int count) {
    int features = 2 * count;
    Examples examples = new Examples(count, features);
    for (int i = 0; i < count; i++) {
      examples.labels[i] = random.nextBoolean() ? 1 : -1;
      for (int k = 0; k < features; k++) {
        examples.inputs[i * features + k] = (i == k ? 2 : 0) + random.nextDouble(-0.003, 0.003);
      }
    }
    return examples;
  }
}
