package io.github.altprop.jobs.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.network.Parameter;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The initial numbers of one weight, [units, fan-in...], held against a distribution that they may
 * have been drawn from.
 */
final class InitialWeights {
  /** A mean or deviation of n draws is off by so many of its own standard errors at most. */
  private static final double ERRORS = 6;

  private final String name;
  private final double[] values;
  private final int units;
  private final int fanIn;
  private final int fanOut;

  InitialWeights(Parameter weight, double[] values) {
    name = weight.name();
    this.values = values;
    units = weight.rows();
    fanIn = values.length / units;
    int[] shape = weight.shape();
    fanOut = weight.kernel() ? units * shape[1] * shape[2] : units;
  }

  /**
   * Fails unless the numbers are of a distribution.
   *
   * @param distribution orthogonal, xavier-uniform, he-truncated, or normal and its deviation
   */
  void areOf(String distribution) {
    switch (distribution.split(" ", 2)[0]) {
      case "orthogonal" -> areOrthonormal();
      case "xavier-uniform" -> {
        double bound = Math.sqrt(6.0 / (fanIn + fanOut));
        areBelow(bound);
        spreadBy(bound / Math.sqrt(3));
      }
      case "he-truncated" -> {
        // TensorFlow cuts at two deviations of what it draws from, which then has .8796 of them.
        double deviation = Math.sqrt(2.0 / fanIn);
        areBelow(2 * deviation / 0.8796);
        spreadBy(deviation);
      }
      case "normal" -> spreadBy(Double.parseDouble(distribution.split(" ", 2)[1]));
      default -> throw new IllegalArgumentException(distribution);
    }
  }

  private void areBelow(double bound) {
    assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow())
        .as(name)
        .isBetween(0.9 * bound * (1 - 30.0 / (values.length + 30)), bound * 1.0001);
  }

  private void spreadBy(double deviation) {
    double n = values.length;
    double mean = Arrays.stream(values).sum() / n;
    double square = Arrays.stream(values).map(value -> value * value).sum() / n;
    assertThat(mean).as(name).isCloseTo(0, within(ERRORS * deviation / Math.sqrt(n)));
    assertThat(Math.sqrt(square) / deviation)
        .as(name)
        .isCloseTo(1, within(ERRORS / Math.sqrt(2 * n)));
  }

  /** Rows, or columns if there are more rows than columns, have length 1 and are orthogonal. */
  private void areOrthonormal() {
    boolean rows = units <= fanIn;
    int vectors = rows ? units : fanIn;
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < vectors; i++) {
      int other = (i + 1 + random.nextInt(vectors - 1)) % vectors;
      assertThat(product(rows, i, i)).as(name).isCloseTo(1, within(1e-4));
      assertThat(product(rows, i, other)).as(name).isCloseTo(0, within(1e-4));
    }
  }

  private double product(boolean rows, int a, int b) {
    double sum = 0;
    for (int k = 0; k < (rows ? fanIn : units); k++) {
      sum +=
          rows
              ? values[a * fanIn + k] * values[b * fanIn + k]
              : values[k * fanIn + a] * values[k * fanIn + b];
    }
    return sum;
  }
}
