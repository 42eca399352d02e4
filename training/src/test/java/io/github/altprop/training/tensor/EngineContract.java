package io.github.altprop.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the contract tests share: an engine, seeded numbers, and tensors that are views in the
 * middle of larger ones, whose margins must stay as they were.
 */
@ParameterizedClass
@MethodSource("io.github.altprop.training.tensor.EngineCase#all")
abstract class EngineContract {
  private static final int BEFORE = 3;
  private static final int AFTER = 5;
  private static final double MARGIN = 12345;

  /**
   * Shapes that cross every boundary: one element, odd rows, rows above a block, several threads.
   */
  static final int[][] SHAPES = {
    {1}, {7, 5}, {3, 1031}, {257, 129}, {5, 3, 2, 7}, {9001, 16}, {2, 20011}
  };

  @Parameter EngineCase setup;

  Engine engine;
  private final List<Tensor> wholes = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(7);

  @BeforeEach
  void open() {
    engine = setup.engine().get();
  }

  @AfterEach
  void marginsAreUntouchedAndMemoryIsReturned() {
    for (Tensor whole : wholes) {
      long end = whole.size() - AFTER;
      for (int i = 0; i < BEFORE; i++) {
        assertThat(whole.at(i)).isEqualTo(MARGIN);
      }
      for (int i = 0; i < AFTER; i++) {
        assertThat(whole.at(end + i)).isEqualTo(MARGIN);
      }
    }
    engine.close();
    assertThat(engine.allocatedBytes()).isZero();
  }

  /** Normally distributed numbers that float32 holds exactly. */
  double[] normals(int... shape) {
    double[] values = new double[NaiveTensors.size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** {@code count} integers below {@code bound}. */
  int[] integers(int count, int bound) {
    return random.ints(count, 0, bound).toArray();
  }

  /** A tensor of the type under test with the given content, with margins. */
  Tensor tensor(double[] values, int... shape) {
    return tensor(setup.type(), values, shape);
  }

  Tensor tensor(ElementType type, double[] values, int... shape) {
    double[] all = new double[BEFORE + values.length + AFTER];
    Arrays.fill(all, MARGIN);
    System.arraycopy(values, 0, all, BEFORE, values.length);
    Tensor whole = engine.zeros(type, all.length);
    whole.put(all);
    wholes.add(whole);
    return whole.slice(BEFORE, shape);
  }

  /** A tensor of NaN to be overwritten. */
  Tensor output(int... shape) {
    double[] nan = new double[NaiveTensors.size(shape)];
    Arrays.fill(nan, Double.NaN);
    return tensor(nan, shape);
  }

  /** One number in float64, as primitives take and return scalars. */
  Tensor number(double value) {
    return tensor(ElementType.FLOAT64, new double[] {value}, 1);
  }

  boolean single() {
    return setup.type() == ElementType.FLOAT32;
  }

  /**
   * Requires every element to be within {@code roundings} rounding errors of the expected number,
   * at the scale of the largest expected number.
   */
  void assertClose(Tensor actual, double[] expected, double roundings) {
    assertClose(actual.toDoubles(), expected, roundings);
  }

  void assertClose(double[] actual, double[] expected, double roundings) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    double tolerance = roundings * (single() ? 0x1p-24 : 0x1p-53) * largest;
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) {
        assertThat(actual[i])
            .as("element %d of %d, tolerance %s", i, expected.length, tolerance)
            .isEqualTo(expected[i]);
      }
    }
  }
}
