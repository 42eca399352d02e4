package io.github.altprop.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicingTest {
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
