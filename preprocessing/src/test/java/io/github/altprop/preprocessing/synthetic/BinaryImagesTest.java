package io.github.altprop.preprocessing.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BinaryImagesTest {
  @Test
  void theClassesAreSeparableByAnAngleOfLessThanNinetyDegreesWithinThem() {
    Example[] examples = draw(BinaryImages.separable(1), 20);

    for (Example a : examples) {
      for (Example b : examples) {
        assertThat(sign(a) * sign(b) * inner(a, b)).isBetween(150.0, 400.0);
      }
    }
  }

  @Test
  void nearlyOrthogonalExamplesOverlapByLessThanTheTheoryAllows() {
    Example[] examples = draw(BinaryImages.nearlyOrthogonal(1), 8);

    double least = Double.POSITIVE_INFINITY;
    double overlap = 0;
    for (int i = 0; i < examples.length; i++) {
      least = Math.min(least, inner(examples[i], examples[i]));
      for (int k = 0; k < i; k++) {
        overlap = Math.max(overlap, Math.abs(inner(examples[i], examples[k])));
      }
    }
    // Definition 5.6 for leaky ReLUs of slope 1/2.
    assertThat(overlap).isLessThan(0.25 * least / examples.length);
  }

  @Test
  void theSameSeedGivesTheSameImagesAndClassesTakeTurns() {
    byte[] image = BinaryImages.separable(1).draw(Split.TRAIN, 3).pixels();

    assertThat(BinaryImages.separable(1).draw(Split.TRAIN, 3).pixels()).isEqualTo(image);
    assertThat(BinaryImages.separable(2).draw(Split.TRAIN, 3).pixels()).isNotEqualTo(image);
    assertThat(BinaryImages.separable(1).draw(Split.TEST, 3).pixels()).isNotEqualTo(image);
    assertThat(draw(BinaryImages.separable(1), 4))
        .extracting(Example::label)
        .containsExactly(0, 1, 0, 1);
  }

  private static Example[] draw(BinaryImages images, int count) {
    return LongStream.range(0, count)
        .mapToObj(index -> images.draw(Split.TRAIN, index))
        .toArray(Example[]::new);
  }

  private static int sign(Example example) {
    return 2 * example.label() - 1;
  }

  private static double inner(Example a, Example b) {
    double sum = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      sum += number(a.pixels()[i]) * number(b.pixels()[i]);
    }
    return sum;
  }

  private static double number(byte pixel) {
    return 2 * (pixel & 0xff) / 255.0 - 1;
  }
}
