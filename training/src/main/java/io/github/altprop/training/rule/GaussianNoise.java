package io.github.altprop.training.rule;

import io.github.altprop.training.initialization.Gaussian;
import io.github.altprop.training.initialization.Seeds;
import io.github.altprop.training.tensor.Tensor;

/** Independent normal numbers for every minibatch, a function of seed and minibatch. */
final class GaussianNoise implements DifferenceTargetPropagation.Noise {
  private final long seed;
  private final double deviation;
  private double[] values = new double[0];

  GaussianNoise(long seed, double deviation) {
    this.seed = seed;
    this.deviation = deviation;
  }

  @Override
  public void draw(String layer, long minibatch, Tensor noise) {
    int size = Math.toIntExact(noise.size());
    if (values.length != size) {
      values = new double[size];
    }
    Gaussian gaussian = new Gaussian(Seeds.derive(Seeds.derive(seed, "noise." + layer), minibatch));
    for (int i = 0; i < size; i++) {
      values[i] = deviation * gaussian.next();
    }
    noise.put(values);
  }
}
