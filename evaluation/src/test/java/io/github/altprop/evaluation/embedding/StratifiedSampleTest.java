package io.github.altprop.evaluation.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedSampleTest {
  @Test
  void every_class_has_its_share_by_largest_remainders() {
    // 50, 30 and 21 of 101 examples; of 10 their dues are 4.95, 2.97 and 2.08.
    int[] labels = IntStream.range(0, 101).map(i -> i < 50 ? 0 : i < 80 ? 1 : 4).toArray();

    int[] chosen = StratifiedSample.of(labels, 10, 7);

    assertThat(chosen).hasSize(10).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(chosen).map(place -> labels[place]))
        .containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 4, 4);
  }

  @Test
  void the_seed_alone_decides_which() {
    int[] labels = IntStream.range(0, 1000).map(i -> i % 10).toArray();

    int[] chosen = StratifiedSample.of(labels, 100, 1);

    assertThat(StratifiedSample.of(labels, 100, 1)).isEqualTo(chosen);
    assertThat(StratifiedSample.of(labels, 100, 2)).isNotEqualTo(chosen);
    assertThat(Arrays.stream(chosen).filter(place -> place < 500).count())
        .as("places are spread over the whole")
        .isBetween(30L, 70L);
  }

  @Test
  void all_are_chosen_where_there_are_no_more() {
    assertThat(StratifiedSample.of(new int[] {3, 3, 1}, 5, 1)).containsExactly(0, 1, 2);
    assertThat(StratifiedSample.of(new int[0], 5, 1)).isEmpty();
  }
}
