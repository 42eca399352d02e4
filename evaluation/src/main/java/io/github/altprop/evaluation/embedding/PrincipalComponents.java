package io.github.altprop.evaluation.embedding;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Op;
import io.github.altprop.training.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DenseMatrix64F;
import org.ejml.factory.DecompositionFactory;
import org.ejml.interfaces.decomposition.EigenDecomposition;

/**
 * The directions in which features vary most, found by randomised subspace iteration: no matrix of
 * all features by all features is made, so wide convolutional layers cost no more than their
 * products with a few columns.
 *
 * <p>Source: Halko, Martinsson and Tropp 2011, "Finding structure with randomness", algorithm 4.4,
 * then the eigenvectors of the covariance within the subspace (Rayleigh-Ritz).
 */
public final class PrincipalComponents {
  /** Directions beyond those that are asked for: they make the last of these exact. */
  private static final int OVERSAMPLING = 10;

  private static final int ITERATIONS = 7;

  private PrincipalComponents() {}

  /**
   * The examples in coordinates of their principal components, the one of largest variance first.
   * Features of no more dimensions than are asked for are only centred.
   *
   * <p>Everything is divided by the largest absolute value of a centred feature: what is returned
   * has the proportions of the distances between examples, not their size.
   *
   * @param features [examples, width], finite
   * @param components how many coordinates at most
   * @param seed of the random directions that the iteration starts from
   * @return [examples][min(components, examples, width)]; zeros if all examples are equal
   */
  public static double[][] of(
      Engine engine, float[] features, int width, int components, long seed) {
    int examples = features.length / width;
    float[] centred = centred(features, width);
    if (width <= components) {
      return rows(centred, width);
    }
    int kept = Math.min(components, examples);
    int directions = Math.min(Math.min(kept + OVERSAMPLING, examples), width);
    double[] scores = scores(engine, centred, examples, width, directions, seed);
    return rotated(scores, examples, directions, kept);
  }

  /** Features minus their means, over their largest absolute value. */
  private static float[] centred(float[] features, int width) {
    int examples = features.length / width;
    double[] means = new double[width];
    for (int i = 0; i < features.length; i++) {
      means[i % width] += features[i];
    }
    for (int k = 0; k < width; k++) {
      means[k] /= examples;
    }
    double largest = 0;
    for (int i = 0; i < features.length; i++) {
      largest = Math.max(largest, Math.abs(features[i] - means[i % width]));
    }
    if (!Double.isFinite(largest)) {
      throw new IllegalArgumentException("features that are no finite numbers");
    }
    float[] centred = new float[features.length];
    if (largest > 0) {
      for (int i = 0; i < features.length; i++) {
        centred[i] = (float) ((features[i] - means[i % width]) / largest);
      }
    }
    return centred;
  }

  private static double[][] rows(float[] values, int width) {
    double[][] rows = new double[values.length / width][width];
    for (int i = 0; i < values.length; i++) {
      rows[i / width][i % width] = values[i];
    }
    return rows;
  }

  /**
   * Coordinates in an orthonormal basis of a subspace that holds the principal components.
   *
   * @return [examples, directions]
   */
  private static double[] scores(
      Engine engine, float[] centred, int examples, int width, int directions, long seed) {
    List<Tensor> made = new ArrayList<>();
    try {
      Tensor x = made(engine, made, examples, width);
      Tensor byExample = made(engine, made, examples, directions);
      Tensor byFeature = made(engine, made, width, directions);
      x.put(centred);
      SplittableRandom random = new SplittableRandom(seed);
      byExample.put(random.doubles((long) examples * directions, -1, 1).toArray());
      for (int i = 0; i < ITERATIONS; i++) {
        engine.gemm(1, x, Op.TRANSPOSED, byExample, Op.PLAIN, 0, byFeature);
        engine.orthonormalizeColumns(byFeature);
        engine.gemm(1, x, Op.PLAIN, byFeature, Op.PLAIN, 0, byExample);
        if (i < ITERATIONS - 1) {
          engine.orthonormalizeColumns(byExample);
        }
      }
      return byExample.toDoubles();
    } finally {
      made.forEach(engine::release);
    }
  }

  private static Tensor made(Engine engine, List<Tensor> made, int rows, int columns) {
    Tensor tensor = engine.zeros(ElementType.FLOAT32, rows, columns);
    made.add(tensor);
    return tensor;
  }

  /** Turns the basis to the eigenvectors of the covariance and keeps the first of them. */
  private static double[][] rotated(double[] scores, int examples, int directions, int kept) {
    EigenDecomposition<DenseMatrix64F> eigen = DecompositionFactory.eig(directions, true, true);
    if (!eigen.decompose(covariance(scores, directions))) {
      throw new IllegalStateException("no eigenvectors of a covariance were found");
    }
    Integer[] order = new Integer[directions];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()));
    double[][] rows = new double[examples][kept];
    for (int c = 0; c < kept; c++) {
      DenseMatrix64F vector = eigen.getEigenVector(order[c]);
      for (int i = 0; i < examples; i++) {
        double sum = 0;
        for (int k = 0; k < directions; k++) {
          sum += scores[i * directions + k] * vector.get(k);
        }
        rows[i][c] = sum;
      }
    }
    return rows;
  }

  private static DenseMatrix64F covariance(double[] scores, int directions) {
    DenseMatrix64F covariance = new DenseMatrix64F(directions, directions);
    for (int row = 0; row < scores.length; row += directions) {
      for (int a = 0; a < directions; a++) {
        for (int b = 0; b <= a; b++) {
          covariance.add(a, b, scores[row + a] * scores[row + b]);
        }
      }
    }
    for (int a = 0; a < directions; a++) {
      for (int b = 0; b < a; b++) {
        covariance.set(b, a, covariance.get(a, b));
      }
    }
    return covariance;
  }
}
