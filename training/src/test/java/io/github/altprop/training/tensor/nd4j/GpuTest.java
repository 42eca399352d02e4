package io.github.altprop.training.tensor.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuTest {
  @ParameterizedTest
  @CsvSource({
    "3.5, false",
    "3.7, true",
    "7.5, true",
    "8.6, true",
    "8.9, true",
    "9.0, false",
    "10.0, false",
    "12.1, false"
  })
  void theCudaLibraryRunsOnCapabilitiesFromKeplerToAda(String capability, boolean supported) {
    assertThat(ComputeCapability.parse(capability).orElseThrow().supported()).isEqualTo(supported);
  }

  @Test
  void aGpuThatTheLibraryHasNoCodeForIsAnObstacle() {
    Gpu.Listing listing = Gpu.parse("NVIDIA A100-SXM4-80GB, 8.0\nNVIDIA H100 PCIe, 9.0\n");

    assertThat(listing.problem()).isEmpty();
    assertThat(listing.gpus())
        .containsExactly(
            new Gpu("NVIDIA A100-SXM4-80GB", new ComputeCapability(8, 0)),
            new Gpu("NVIDIA H100 PCIe", new ComputeCapability(9, 0)));
    assertThat(listing.gpus().get(0).obstacle()).isEmpty();
    assertThat(listing.gpus().get(1).obstacle())
        .contains(
            "NVIDIA H100 PCIe has compute capability 9.0 but ND4J's CUDA library runs on 3.7 to"
                + " 8.9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "No devices were found",
        "Unable to determine the device handle",
        "Tesla K80, [N/A]",
        "NVIDIA A100-SXM4-80GB, 8.0\nand trouble"
      })
  void whatElseNvidiaSmiSaysIsPassedOn(String answer) {
    Gpu.Listing listing = Gpu.parse(answer);

    assertThat(listing.gpus()).isEmpty();
    assertThat(listing.problem())
        .contains("GPUs cannot be looked up: nvidia-smi says '" + answer + "'");
  }
}
