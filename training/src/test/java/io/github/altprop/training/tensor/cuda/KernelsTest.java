package io.github.altprop.training.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That the kernels compile; their arithmetic is tested as an engine's, by the contract tests. */
class KernelsTest {
  @Test
  void compileForEveryGpuWhereNvrtcIsInstalled() {
    Optional<NativeLibrary> nvrtc =
        Libraries.open("libnvrtc.so.13").or(() -> Libraries.open("libnvrtc.so.12"));
    assumeTrue(nvrtc.isPresent(), "libnvrtc is not installed");
    Native.register(Nvrtc.class, nvrtc.get());
    String source = KernelSource.text();
    for (String real : List.of("float", "double")) {
      for (int capability : new int[] {75, 80, 86, 89, 90, 100, 120}) {
        assertThat(Nvrtc.compile(source, real, capability))
            .as("%s for compute capability %d", real, capability)
            .isNotEmpty();
      }
    }
  }
}
