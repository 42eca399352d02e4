package io.github.altprop.jobs.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.jobs.UserError;
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
    assertThat(ComputeCapability.parse(capability).supported()).isEqualTo(supported);
  }

  @Test
  void aGpuThatTheLibraryHasNoCodeForIsRefusedInOneLine() {
    Gpu gpu = Gpu.parse(1, "NVIDIA H100 PCIe, 9.0\n");

    assertThat(gpu).isEqualTo(new Gpu(1, "NVIDIA H100 PCIe", new ComputeCapability(9, 0)));
    assertThatThrownBy(gpu::requireSupported)
        .isInstanceOf(UserError.class)
        .hasMessage(
            "GPU 1 (NVIDIA H100 PCIe) has compute capability 9.0 but altprop's CUDA library runs on"
                + " 3.7 to 8.9: use another GPU, or processors (without"
                + " spark.executor.resource.gpu.amount)");
  }

  @Test
  void aGpuThatTheLibraryHasCodeForPasses() {
    Gpu gpu = Gpu.parse(0, "NVIDIA A100-SXM4-80GB, 8.0\n");

    assertThat(gpu.requireSupported()).isSameAs(gpu);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "No devices were found", "Unable to determine the device handle"})
  void whatElseNvidiaSmiSaysIsPassedOn(String answer) {
    assertThatThrownBy(() -> Gpu.parse(2, answer))
        .isInstanceOf(UserError.class)
        .hasMessage("GPU 2 cannot be looked up: nvidia-smi says '" + answer + "'");
  }

  @Test
  void aCapabilityOfAnotherFormIsRefused() {
    assertThatThrownBy(() -> Gpu.parse(0, "Tesla K80, [N/A]"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'[N/A]'; expected like 8.6");
  }
}
