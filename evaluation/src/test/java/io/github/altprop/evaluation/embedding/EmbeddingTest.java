package io.github.altprop.evaluation.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.Engines;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingTest {
  private static final int WIDTH = 60;

  @ParameterizedTest
  @CsvSource({"600, 30", "300, 10", "300, 60"})
  void clusters_that_are_apart_stay_apart(int examples, double perplexity) {
    int[] labels = labels(examples, 5);

    double[][] plane = of(clusters(labels, 1.5), perplexity, 1, 2);

    assertThat(Neighbours.agreement(plane, labels)).isGreaterThan(0.99);
    assertThat(spread(plane, labels))
        .as("clusters are small beside their distances")
        .isLessThan(0.5);
  }

  @Test
  void what_is_no_cluster_does_not_become_one() {
    int[] labels = labels(400, 5);

    double[][] plane = of(clusters(labels, 0), 30, 1, 2);

    assertThat(Neighbours.agreement(plane, labels)).isLessThan(0.35);
  }

  @Test
  void the_same_seed_gives_the_same_plane_to_the_last_bit() {
    float[] features = clusters(labels(300, 5), 1);

    double[][] plane = of(features, 20, 1, 2);

    assertThat(of(features, 20, 1, 2)).isDeepEqualTo(plane);
    assertThat(Arrays.deepEquals(of(features, 20, 2, 2), plane)).isFalse();
  }

  @Test
  void many_equal_examples_form_one_heap_a_kind() {
    int[] labels = labels(300, 3);
    float[] oneHot = new float[300 * 10];
    IntStream.range(0, 300).forEach(i -> oneHot[10 * i + labels[i]] = 1);

    double[][] plane = of(oneHot, 10, 30, 1, 2);

    assertThat(Arrays.stream(plane).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
    assertThat(Neighbours.agreement(plane, labels)).isEqualTo(1);
  }

  @Test
  void examples_that_are_all_equal_lie_at_zero() {
    assertThat(of(new float[300 * 10], 10, 30, 1, 1)).isDeepEqualTo(new double[300][2]);
  }

  @Test
  void too_few_examples_and_perplexities_out_of_range_are_refused() {
    assertThat(new Embedding(30, 1).leastExamples()).isEqualTo(300);
    assertThat(new Embedding(150, 1).leastExamples()).isEqualTo(451);
    assertThatThrownBy(() -> of(new float[450 * WIDTH], 150, 1, 1))
        .hasMessageContaining("needs 451");
    assertThatThrownBy(() -> new Embedding(Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Embedding(501, 1)).hasMessageContaining("501");
  }

  private static double[][] of(float[] features, double perplexity, long seed, int threads) {
    return of(features, WIDTH, perplexity, seed, threads);
  }

  private static double[][] of(
      float[] features, int width, double perplexity, long seed, int threads) {
    try (Engine engine = Engines.cpu(threads)) {
      return new Embedding(perplexity, seed).of(engine, features, width);
    }
  }

  private static int[] labels(int examples, int classes) {
    return IntStream.range(0, examples).map(i -> i % classes).toArray();
  }

  /** Normal around one centre a label, whose coordinates are normal, too. */
  private static float[] clusters(int[] labels, double apart) {
    Random random = new Random(4);
    double[][] centres = new double[10][WIDTH];
    for (double[] centre : centres) {
      Arrays.setAll(centre, k -> apart * random.nextGaussian());
    }
    float[] features = new float[labels.length * WIDTH];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (centres[labels[i / WIDTH]][i % WIDTH] + random.nextGaussian());
    }
    return features;
  }

  /** Mean distance to the own cluster's centre, over the least distance of two centres. */
  private static double spread(double[][] plane, int[] labels) {
    int clusters = Arrays.stream(labels).max().orElseThrow() + 1;
    double[][] centres = new double[clusters][2];
    for (int i = 0; i < plane.length; i++) {
      double share = (double) clusters / plane.length;
      centres[labels[i]][0] += share * plane[i][0];
      centres[labels[i]][1] += share * plane[i][1];
    }
    double within =
        IntStream.range(0, plane.length)
            .mapToDouble(i -> distance(plane[i], centres[labels[i]]))
            .average()
            .orElseThrow();
    double between =
        IntStream.range(0, clusters)
            .boxed()
            .flatMap(a -> IntStream.range(0, a).mapToObj(b -> distance(centres[a], centres[b])))
            .mapToDouble(Double::doubleValue)
            .min()
            .orElseThrow();
    return within / between;
  }

  private static double distance(double[] a, double[] b) {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
  }
}
