package io.github.altprop.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicingTest {
  @Test
  void slicesFollowEachOtherThroughAllVectors() {
    Slicing slicing = new Slicing(3);
    List<Long> sizes = List.of(5L, 0L, 4L);

    assertThat(slicing.places(sizes, 0)).containsExactly(piece(0, 3), piece(0, 0), piece(0, 0));
    assertThat(slicing.places(sizes, 1)).containsExactly(piece(3, 2), piece(0, 0), piece(0, 1));
    assertThat(slicing.places(sizes, 2)).containsExactly(piece(5, 0), piece(0, 0), piece(1, 3));
    assertThat(slicing.of(List.of(5, 0, 4), 0, 2)).containsExactly(0, 1);
    assertThat(slicing.of(List.of(5, 0, 4), 2, 3)).containsExactly(1, 2);
  }

  private static Slicing.Piece piece(int from, int count) {
    return new Slicing.Piece(from, count);
  }

  @ParameterizedTest
  @CsvSource({
    "12000,2,1", // comes back whole
    "600000,4,2",
    "1000000,2,2",
    "100700000,2,16", // a sixteenth of the state each
    "100700000,64,64",
    "1600000000,2,96", // 16 MB each
    "16000000,2,4" // 4 MB each
  })
  void suitsStateAndWorkers(long bytes, int workers, int slices) {
    assertThat(Slicing.of(bytes, workers).slices()).isEqualTo(slices);
  }
}
