package io.github.altprop.training.rule;

import io.github.altprop.training.initialization.Fan;
import io.github.altprop.training.initialization.Seeds;
import io.github.altprop.training.tensor.Tensor;
import java.util.SplittableRandom;

/**
 * Absolute values of Xavier-uniform weights: U(0, sqrt(6 / (fan-in + fan-out))).
 *
 * <p>One draw of 64 bits gives two numbers of 24 bits, a float's precision: there is one to be
 * drawn for every weight of every step.
 */
final class UniformMagnitudes implements BatchwiseRandomSignFeedback.Magnitudes {
  private static final int MASK = (1 << 24) - 1;

  private final long seed;
  private float[] values = new float[0];

  UniformMagnitudes(long seed) {
    this.seed = seed;
  }

  @Override
  public void draw(String weight, Fan fan, long minibatch, Tensor magnitude) {
    int size = Math.toIntExact(magnitude.size());
    if (values.length != size) {
      values = new float[size];
    }
    float unit = (float) (Math.sqrt(6.0 / (fan.in() + fan.out())) / (1 << 24));
    SplittableRandom random =
        new SplittableRandom(Seeds.derive(Seeds.derive(seed, "magnitudes." + weight), minibatch));
    int i = 0;
    while (i < size - 1) {
      long bits = random.nextLong();
      values[i++] = unit * (bits >>> 40);
      values[i++] = unit * (bits >>> 16 & MASK);
    }
    if (i < size) {
      values[i] = unit * (random.nextLong() >>> 40);
    }
    magnitude.put(values);
  }
}
