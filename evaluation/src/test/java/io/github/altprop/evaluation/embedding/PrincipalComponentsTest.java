package io.github.altprop.evaluation.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.data.DenseMatrix64F;
import org.ejml.factory.DecompositionFactory;
import org.ejml.interfaces.decomposition.EigenDecomposition;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  @Test
  void variances_are_the_largest_eigenvalues_of_the_covariance() {
    float[] features = features(300, 80, 11);
    double[][] components = of(features, 80, 20);

    double[] eigenvalues = eigenvalues(features, 80);
    double scale = variance(components, 0) / eigenvalues[0];
    for (int k = 0; k < 20; k++) {
      assertThat(variance(components, k) / eigenvalues[k] / scale)
          .as("component " + k)
          .isCloseTo(1, within(1e-3));
      for (int other = 0; other < k; other++) {
        assertThat(product(components, k, other))
            .as("components " + k + ", " + other)
            .isCloseTo(0, within(1e-4 * variance(components, 0)));
      }
    }
  }

  @Test
  void distances_keep_their_proportions_where_all_variance_is_kept() {
    // Five directions of 200 dimensions.
    SplittableRandom random = new SplittableRandom(2);
    double[] basis = random.doubles(5 * 200, -1, 1).toArray();
    float[] features = new float[90 * 200];
    for (int i = 0; i < 90; i++) {
      double[] place = random.doubles(5, -1, 1).toArray();
      for (int k = 0; k < 200; k++) {
        double sum = 1e3;
        for (int b = 0; b < 5; b++) {
          sum += place[b] * basis[b * 200 + k];
        }
        features[i * 200 + k] = (float) sum;
      }
    }

    double[][] components = of(features, 200, 50);

    double scale = distance(components, 0, 1) / distance(features, 200, 0, 1);
    for (int i = 2; i < 90; i++) {
      assertThat(distance(components, 0, i) / distance(features, 200, 0, i))
          .isCloseTo(scale, within(1e-2 * scale));
    }
  }

  @Test
  void few_dimensions_are_only_centred() {
    double[][] components = of(new float[] {1, 10, 3, 10, 5, 40}, 2, 50);

    assertThat(components[0]).containsExactly(new double[] {-0.1, -0.5}, within(1e-6));
    assertThat(components[2]).containsExactly(new double[] {0.1, 1}, within(1e-6));
  }

  @Test
  void there_are_no_more_components_than_examples() {
    assertThat(of(features(4, 90, 3), 90, 50)).hasDimensions(4, 4);
  }

  @Test
  void equal_examples_lie_at_zero_and_huge_ones_overflow_nowhere() {
    float[] equal = new float[60 * 70];
    Arrays.fill(equal, 3.3f);
    assertThat(of(equal, 70, 50)).isDeepEqualTo(new double[60][50]);

    float[] huge = features(60, 70, 5);
    for (int i = 0; i < huge.length; i++) {
      huge[i] *= 1e37f;
    }
    assertThat(Arrays.stream(of(huge, 70, 50)).flatMapToDouble(Arrays::stream))
        .allMatch(Double::isFinite);
  }

  @Test
  void what_is_no_number_is_refused() {
    float[] features = features(60, 70, 5);
    features[7] = Float.NaN;

    assertThatThrownBy(() -> of(features, 70, 50)).hasMessageContaining("no finite numbers");
  }

  private static double[][] of(float[] features, int width, int components) {
    try (Engine engine = Engines.cpu(1)) {
      return PrincipalComponents.of(engine, features, width, components, 1);
    }
  }

  /** Variances that fall with the dimension. */
  private static float[] features(int examples, int width, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] features = new float[examples * width];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (random.nextDouble(-1, 1) * Math.pow(0.95, i % width));
    }
    return features;
  }

  private static double[] eigenvalues(float[] features, int width) {
    int examples = features.length / width;
    double[] means = new double[width];
    for (int i = 0; i < features.length; i++) {
      means[i % width] += features[i] / (double) examples;
    }
    DenseMatrix64F covariance = new DenseMatrix64F(width, width);
    for (int row = 0; row < features.length; row += width) {
      for (int a = 0; a < width; a++) {
        for (int b = 0; b < width; b++) {
          covariance.add(a, b, (features[row + a] - means[a]) * (features[row + b] - means[b]));
        }
      }
    }
    EigenDecomposition<DenseMatrix64F> eigen = DecompositionFactory.eig(width, false, true);
    assertThat(eigen.decompose(covariance)).isTrue();
    double[] values = new double[width];
    Arrays.setAll(values, k -> -eigen.getEigenvalue(k).getReal());
    Arrays.sort(values);
    return Arrays.stream(values).map(value -> -value).toArray();
  }

  private static double variance(double[][] rows, int k) {
    return product(rows, k, k);
  }

  private static double product(double[][] rows, int a, int b) {
    return Arrays.stream(rows).mapToDouble(row -> row[a] * row[b]).sum();
  }

  private static double distance(double[][] rows, int i, int j) {
    double sum = 0;
    for (int k = 0; k < rows[i].length; k++) {
      sum += Math.pow(rows[i][k] - rows[j][k], 2);
    }
    return Math.sqrt(sum);
  }

  private static double distance(float[] features, int width, int i, int j) {
    double sum = 0;
    for (int k = 0; k < width; k++) {
      sum += Math.pow(features[i * width + k] - (double) features[j * width + k], 2);
    }
    return Math.sqrt(sum);
  }
}
