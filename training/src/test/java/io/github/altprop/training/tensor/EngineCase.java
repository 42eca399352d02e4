package io.github.altprop.training.tensor;

import io.github.altprop.training.tensor.cuda.EmulatedGpu;
import io.github.altprop.training.testkit.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One engine and element type that the contract is tested with.
 *
 * @param looksAtLabels whether it must refuse labels that are no classes; looking makes GPUs wait
 */
record EngineCase(String name, Supplier<Engine> engine, ElementType type, boolean looksAtLabels) {
  EngineCase(String name, Supplier<Engine> engine, ElementType type) {
    this(name, engine, type, true);
  }

  static Stream<EngineCase> all() {
    List<EngineCase> cases = new ArrayList<>();
    if (TestDevice.isChosen()) {
      boolean onProcessors = TestDevice.device().equals(Device.CPU);
      for (ElementType type : ElementType.values()) {
        String name = TestDevice.device() + " " + type;
        cases.add(new EngineCase(name, () -> TestDevice.engine(1), type, onProcessors));
      }
      return cases.stream();
    }
    for (ElementType type : ElementType.values()) {
      for (int threads = 1; threads <= 2; threads++) {
        int n = threads;
        cases.add(new EngineCase("cpu " + n + " thread(s) " + type, () -> Engines.cpu(n), type));
      }
      cases.add(new EngineCase("portable " + type, () -> Engines.portable(1), type));
      if (EmulatedGpu.obstacle().isEmpty()) {
        cases.add(new EngineCase("emulated GPU " + type, EmulatedGpu::engine, type, false));
      }
    }
    return cases.stream();
  }

  @Override
  public String toString() {
    return name;
  }
}
