package io.github.altprop.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClassDistancesTest {
  @Test
  void blocked_sums_equal_naive_loops_for_every_size() {
    SplittableRandom random = new SplittableRandom(3);
    for (int examples : new int[] {2, 3, 256, 300}) {
      for (int width : new int[] {1, 3, 4, 9}) {
        double[] rows = random.doubles((long) examples * width).toArray();

        assertThat(FeatureBlock.of(rows, width).distancesWithin())
            .isCloseTo(naiveWithin(rows, width), within(1e-9));
      }
    }
  }

  @Test
  void blocks_of_one_class_add_up_to_the_whole() {
    double[] rows = new SplittableRandom(5).doubles(90 * 7).toArray();
    FeatureBlock whole = FeatureBlock.of(rows, 7);
    FeatureBlock head = FeatureBlock.of(Arrays.copyOf(rows, 40 * 7), 7);
    FeatureBlock tail = FeatureBlock.of(Arrays.copyOfRange(rows, 40 * 7, 90 * 7), 7);
    ClassDistances here = new ClassDistances(1, 7);
    here.addExamples(0, head);
    here.addPairsWithin(0, head);
    ClassDistances there = new ClassDistances(1, 7);
    there.addExamples(0, tail);
    there.addPairsWithin(0, tail);
    there.addPairsBetween(0, head, tail);
    here.merge(there);

    assertThat(here.intra().orElseThrow())
        .isCloseTo(2 * whole.distancesWithin() / (90 * 89), within(1e-12));
    assertThat(here.examples()).isEqualTo(90);
  }

  @Test
  void the_part_of_one_class_takes_no_room_for_the_others() throws IOException {
    ClassDistances part = new ClassDistances(1_000, 1_000);
    part.addExamples(7, FeatureBlock.of(new double[2_000], 1_000));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(part);
    }

    assertThat(bytes.size()).isLessThan(30_000);
    assertThat(part.centroid(7)).containsOnly(0);
    assertThat(part.centroid(8)).containsOnly(Double.NaN);
  }

  @Test
  void far_from_the_origin_no_digits_cancel() {
    double[] features = {1e8, 1e8 + 1e-3, -1e8, -1e8 + 1e-3};
    ClassDistances distances = ClassDistances.of(features, 1, new int[] {0, 0, 1, 1}, 2);

    assertThat(distances.intra().orElseThrow()).isCloseTo(1e-3, within(2e-8));
  }

  @Test
  void floats_and_doubles_give_the_same() {
    float[] floats = {0.5f, 1.5f, -2f, 0.25f, 8f, 1f};
    double[] doubles = {0.5, 1.5, -2, 0.25, 8, 1};

    assertThat(FeatureBlock.of(floats, 2).distancesWithin())
        .isEqualTo(FeatureBlock.of(doubles, 2).distancesWithin());
  }

  @Test
  void a_single_class_has_no_distance_between_classes() {
    ClassDistances distances = ClassDistances.of(new double[] {1, 3}, 1, new int[] {1, 1}, 4);

    assertThat(distances.classes()).isEqualTo(1);
    assertThat(distances.intra()).hasValue(2);
    assertThat(distances.inter()).isEmpty();
    assertThat(distances.ratio()).isEmpty();
  }

  @Test
  void a_class_with_one_example_leaves_the_distance_within_undefined() {
    ClassDistances distances = ClassDistances.of(new double[] {1, 3, 7}, 1, new int[] {0, 0, 1}, 2);

    assertThat(distances.inter()).hasValue(5);
    assertThat(distances.intra(0)).hasValue(2);
    assertThat(distances.intra(1)).isEmpty();
    assertThat(distances.intra()).isEmpty();
    assertThat(distances.ratio()).isEmpty();
  }

  @Test
  void collapsed_features_have_no_ratio() {
    ClassDistances distances = ClassDistances.of(new double[4], 1, new int[] {0, 0, 1, 1}, 2);

    assertThat(distances.intra()).hasValue(0);
    assertThat(distances.ratio()).isEmpty();
  }

  @Test
  void rows_of_another_width_are_refused() {
    assertThatThrownBy(() -> FeatureBlock.of(new double[5], 2)).hasMessageContaining("5 values");
    assertThatThrownBy(
            () -> new ClassDistances(2, 3).addExamples(0, FeatureBlock.of(new double[4], 2)))
        .hasMessageContaining("block of 2 features, expected 3");
  }

  private static double naiveWithin(double[] rows, int width) {
    double sum = 0;
    for (int a = 0; a < rows.length; a += width) {
      for (int b = a + width; b < rows.length; b += width) {
        double squares = 0;
        for (int k = 0; k < width; k++) {
          squares += (rows[a + k] - rows[b + k]) * (rows[a + k] - rows[b + k]);
        }
        sum += Math.sqrt(squares);
      }
    }
    return sum;
  }
}
