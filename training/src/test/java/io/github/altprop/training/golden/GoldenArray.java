package io.github.altprop.training.golden;

import java.util.Arrays;

/**
 * A row-major array of a golden file; entries that are undefined there are NaN here.
 *
 * <p>Dense weights are {@code [in, out]} in the files and {@code [out, in]} in the networks: see
 * {@link #transposed}.
 */
public final class GoldenArray {
  /** Below this norm an expected array counts as zero and errors are absolute. */
  private static final double ZERO = 1e-12;

  private final int[] shape;
  private final double[] values;

  GoldenArray(int[] shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  /** Lengths of the dimensions, outermost first; a scalar has none. */
  public int[] shape() {
    return shape.clone();
  }

  /** All entries, row-major. */
  public double[] values() {
    return values.clone();
  }

  /** All entries rounded to float, row-major. */
  public float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** This matrix with rows and columns exchanged. */
  public GoldenArray transposed() {
    if (shape.length != 2) {
      throw new IllegalStateException(
          "only a matrix can be transposed, this has shape " + Arrays.toString(shape));
    }
    int rows = shape[0];
    int columns = shape[1];
    double[] transposed = new double[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = values[i * columns + j];
      }
    }
    return new GoldenArray(new int[] {columns, rows}, transposed);
  }

  /**
   * |actual - expected| / |expected| in Euclidean norms, the error that tolerances bound; absolute
   * where the expected norm is below 1e-12. Undefined entries are not compared.
   *
   * @return NaN if {@code actual} holds NaN where a number is expected
   */
  public double relativeErrorOf(double[] actual) {
    if (actual.length != values.length) {
      throw new AssertionError(
          "expected "
              + values.length
              + " entries "
              + Arrays.toString(shape)
              + ", got "
              + actual.length);
    }
    double difference = 0;
    double expected = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        difference = Math.hypot(difference, actual[i] - values[i]);
        expected = Math.hypot(expected, values[i]);
      }
    }
    return expected < ZERO ? difference : difference / expected;
  }
}
