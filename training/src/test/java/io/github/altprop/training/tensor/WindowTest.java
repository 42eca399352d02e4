package io.github.altprop.training.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.training.golden.GoldenCase;
import io.github.altprop.training.golden.GoldenCases;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  @Test
  void samePaddingAndCoverageAreThoseOfTheGoldenMaps() {
    GoldenCase golden = GoldenCases.all("geometry").findFirst().orElseThrow();
    for (int i = 0; i < golden.node("/expected/maps").size(); i++) {
      String map = "/expected/maps/" + i;
      int size = golden.integer(map + "/size");
      Window window =
          Window.same(size, size, golden.integer(map + "/kernel"), golden.integer(map + "/stride"));
      int[] counts = golden.integers(map + "/axisCounts");
      int[] coverage = window.coverage();

      assertThat(window.outHeight()).isEqualTo(golden.integer(map + "/outputSize"));
      assertThat(window.top()).isEqualTo(golden.integer(map + "/padBefore"));
      assertThat(window.bottom()).isEqualTo(golden.integer(map + "/padAfter"));
      for (int pixel = 0; pixel < coverage.length; pixel++) {
        assertThat(coverage[pixel]).isEqualTo(counts[pixel / size] * counts[pixel % size]);
      }
      assertThat(Arrays.stream(coverage).distinct().sorted().toArray())
          .isEqualTo(golden.integers(map + "/distinctValues"));
    }
  }

  @Test
  void pixelsBetweenTheWindowsOfALongStrideAreInNone() {
    assertThat(Window.padded(1, 5, 1, 3, 0).coverage()).containsExactly(1, 0, 0, 1, 0);
  }

  @ParameterizedTest
  @CsvSource({"224, 7, 2, 3, 112", "112, 3, 2, 1, 56", "32, 3, 1, 0, 30", "13, 2, 2, 0, 6"})
  void explicitPaddingRoundsDown(int size, int kernel, int stride, int padding, int out) {
    assertThat(Window.padded(size, size, kernel, stride, padding).outHeight()).isEqualTo(out);
  }

  @Test
  void aKernelLargerThanThePaddedImageIsRefused() {
    assertThatThrownBy(() -> Window.padded(4, 4, 7, 1, 1))
        .hasMessageContaining("7x7")
        .hasMessageContaining("4x4");
  }
}
