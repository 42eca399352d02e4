package io.github.altprop.training.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** That the kernels compile; their arithmetic is tested as an engine's, by the contract tests. */
class KernelsTest {
  @BeforeAll
  static void compile() {
    Optional<String> obstacle = EmulatedKernels.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> "kernels cannot be compiled here: " + obstacle.get());
  }

  @Test
  void compileForEveryGpuWhereNvrtcIsInstalled() {
    String source = KernelSource.text();
    assumeTrue(EmulatedKernels.compile("", "float", 90) != null, "libnvrtc is not installed");
    for (String real : List.of("float", "double")) {
      for (int capability : new int[] {75, 80, 86, 89, 90, 100, 120}) {
        assertThat(EmulatedKernels.compile(source, real, capability))
            .as("%s for compute capability %d", real, capability)
            .isEmpty();
      }
    }
  }
}
