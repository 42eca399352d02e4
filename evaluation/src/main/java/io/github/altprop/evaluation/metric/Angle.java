package io.github.altprop.evaluation.metric;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Tensor;
import java.util.OptionalDouble;

/**
 * The angle in degrees between two arrays, flattened: acos(clip(&lt;u, v&gt; / (|u||v|), -1, 1)),
 * in double whatever the element type.
 *
 * <p>It is undefined, hence empty, if one of them is zero throughout or the cosine is no number.
 * Near 0 and 180 degrees its resolution is about 1e-6 degrees, that of acos.
 *
 * <p>Source: Dalm et al. 2023, section 3.1. Differs: their code reports an undefined angle as 0.
 */
public final class Angle {
  /** Squared norms outside these bounds have lost digits to underflow, or overflowed. */
  private static final double SMALLEST_SAFE_SQUARE = 1e-280;

  private static final double LARGEST_SAFE_SQUARE = 1e280;

  private Angle() {}

  /** The angle between {@code u} and {@code v}, arrays of one length. */
  public static OptionalDouble degrees(double[] u, double[] v) {
    return fromCosine(cosine(u, v));
  }

  /** The cosine of the angle between {@code u} and {@code v}, arrays of one length; in [-1, 1]. */
  public static OptionalDouble cosine(double[] u, double[] v) {
    requireSameSize(u.length, v.length);
    double scaleU = largestMagnitude(u);
    double scaleV = largestMagnitude(v);
    if (scaleU == 0 || scaleV == 0) {
      return OptionalDouble.empty();
    }
    double uv = 0;
    double uu = 0;
    double vv = 0;
    for (int i = 0; i < u.length; i++) {
      double scaledU = u[i] / scaleU;
      double scaledV = v[i] / scaleV;
      uv += scaledU * scaledV;
      uu += scaledU * scaledU;
      vv += scaledV * scaledV;
    }
    return cosine(uv, uu, vv);
  }

  /** The angle between {@code u} and {@code v}, arrays of one length. */
  public static OptionalDouble degrees(float[] u, float[] v) {
    requireSameSize(u.length, v.length);
    double uv = 0;
    double uu = 0;
    double vv = 0;
    for (int i = 0; i < u.length; i++) {
      uv += (double) u[i] * v[i];
      uu += (double) u[i] * u[i];
      vv += (double) v[i] * v[i];
    }
    return fromCosine(cosine(uv, uu, vv));
  }

  /**
   * The angle between {@code u} and {@code v}, tensors of one size that belong to {@code engine}.
   */
  public static OptionalDouble degrees(Engine engine, Tensor u, Tensor v) {
    requireSameSize(u.size(), v.size());
    double uu = engine.dot(u, u);
    double vv = engine.dot(v, v);
    if (isSafeSquare(uu) && isSafeSquare(vv)) {
      return fromCosine(cosine(engine.dot(u, v.reshape(u.shape())), uu, vv));
    }
    return degrees(u.toDoubles(), v.toDoubles());
  }

  private static OptionalDouble cosine(double uv, double uu, double vv) {
    double cosine = uv / (Math.sqrt(uu) * Math.sqrt(vv));
    return Double.isNaN(cosine)
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.max(-1, Math.min(1, cosine)));
  }

  private static OptionalDouble fromCosine(OptionalDouble cosine) {
    return cosine.isEmpty()
        ? cosine
        : OptionalDouble.of(Math.toDegrees(Math.acos(cosine.getAsDouble())));
  }

  private static boolean isSafeSquare(double square) {
    return square > SMALLEST_SAFE_SQUARE && square < LARGEST_SAFE_SQUARE;
  }

  private static double largestMagnitude(double[] x) {
    double largest = 0;
    for (double value : x) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static void requireSameSize(long u, long v) {
    if (u != v) {
      throw new IllegalArgumentException(
          "angle between arrays of " + u + " and " + v + " elements");
    }
  }
}
