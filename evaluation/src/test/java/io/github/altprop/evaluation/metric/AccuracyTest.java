package io.github.altprop.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AccuracyTest {
  @Test
  void labels_among_the_highest_logits_count() {
    Accuracy accuracy = new Accuracy(6);
    accuracy.add(new float[] {5, 4, 3, 2, 1, 0}, new int[] {0}, 0.5);
    accuracy.add(
        new float[] {5, 4, 3, 2, 1, 0, 5, 4, 3, 2, 1, 0, 5, 4, 3, 2, 1, 0},
        new int[] {4, 5, 0},
        2.5);

    assertThat(accuracy.examples()).isEqualTo(4);
    assertThat(accuracy.top1()).hasValue(0.5);
    assertThat(accuracy.top5()).hasValue(0.75);
    assertThat(accuracy.meanLoss()).hasValue(0.75);
    assertThat(accuracy.confusion(5, 0)).isEqualTo(1);
  }

  @Test
  void constant_logits_answer_the_first_class() {
    Accuracy accuracy = new Accuracy(10);
    for (int label = 0; label < 10; label++) {
      accuracy.add(new float[10], new int[] {label}, 0);
    }

    assertThat(accuracy.top1()).hasValue(0.1);
    assertThat(accuracy.top5()).hasValue(0.5);
  }

  @Test
  void a_logit_that_is_no_number_makes_the_example_wrong() {
    Accuracy accuracy = new Accuracy(2);
    accuracy.add(new float[] {1, Float.NaN}, new int[] {0}, Double.NaN);

    assertThat(accuracy.top1()).hasValue(0);
    assertThat(accuracy.top5()).hasValue(0);
    assertThat(accuracy.confusion(0, 0)).isZero();
    assertThat(accuracy.meanLoss().orElseThrow()).isNaN();
  }

  @Test
  void merged_parts_equal_the_whole_and_the_diagonal_counts_right_answers() {
    SplittableRandom random = new SplittableRandom(1);
    Accuracy whole = new Accuracy(4);
    Accuracy first = new Accuracy(4);
    Accuracy second = new Accuracy(4);
    for (int i = 0; i < 100; i++) {
      float[] logits = new float[4];
      for (int k = 0; k < 4; k++) {
        logits[k] = random.nextInt(3);
      }
      int[] label = {random.nextInt(4)};
      whole.add(logits, label, 1);
      (i < 37 ? first : second).add(logits, label, 1);
    }
    first.merge(second);

    assertThat(first).usingRecursiveComparison().isEqualTo(whole);
    long diagonal = 0;
    for (int k = 0; k < 4; k++) {
      diagonal += whole.confusion(k, k);
    }
    assertThat(whole.top1()).hasValue(diagonal / 100.0);
  }

  @Test
  void nothing_has_no_accuracy() {
    assertThat(new Accuracy(3).top1()).isEmpty();
    assertThat(new Accuracy(3).meanLoss()).isEmpty();
  }

  @Test
  void wrong_shapes_and_labels_are_refused() {
    Accuracy accuracy = new Accuracy(3);

    assertThatThrownBy(() -> accuracy.add(new float[4], new int[] {0}, 0))
        .hasMessageContaining("4 logits for 1 labels");
    assertThatThrownBy(() -> accuracy.add(new float[3], new int[] {3}, 0))
        .hasMessageContaining("label 3, expected 0 to 2");
  }
}
