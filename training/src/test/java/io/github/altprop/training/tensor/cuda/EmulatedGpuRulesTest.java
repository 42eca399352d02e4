package io.github.altprop.training.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.testkit.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Rules, layers and optimisers on the engine for GPUs, emulated: their own tests once more, and
 * with steps that are recorded where they are made often enough.
 */
class EmulatedGpuRulesTest {
  private static final String GOLDEN =
      ".*\\.Golden\\w*(Propagation|Feedback|Learning|Optimizer|Orthogonality)Test";
  private static final String CONTRACTS = ".*\\.(LearningRule|Layer)ContractTest";

  @Test
  void doAsOnProcessors() {
    Optional<String> obstacle = EmulatedGpu.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> "kernels cannot be compiled here: " + obstacle.get());
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage("io.github.altprop.training"))
            .filters(includeClassNamePatterns(GOLDEN, CONTRACTS))
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    List<EmulatedAccelerator> gpus = new ArrayList<>();
    Supplier<Engine> engines =
        () -> {
          gpus.add(new EmulatedAccelerator(1L << 32));
          return CudaEngine.on(gpus.get(gpus.size() - 1));
        };
    try (TestDevice.Pretence pretence = TestDevice.pretend(engines)) {
      assertThat(pretence).isNotNull();
      LauncherFactory.create().execute(request, summary);
    }
    assertThat(summary.getSummary().getFailures())
        .extracting(
            failure -> failure.getTestIdentifier().getUniqueId() + ": " + failure.getException())
        .isEmpty();
    assertThat(summary.getSummary().getTestsSucceededCount()).isGreaterThan(100);
    assertThat(gpus).filteredOn(gpu -> gpu.replays() > 0).hasSizeGreaterThan(30);
  }
}
