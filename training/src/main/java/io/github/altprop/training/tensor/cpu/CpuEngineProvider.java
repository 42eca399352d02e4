package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.EngineProvider;
import java.util.Optional;

/** Offers the fused engine for processors. */
public final class CpuEngineProvider implements EngineProvider {
  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public Optional<String> obstacle(Device.Kind kind) {
    return kind == Device.Kind.CPU ? Optional.empty() : Optional.of("computes on processors only");
  }

  @Override
  public Engine open(Device device, int threads) {
    return CpuEngine.create(threads);
  }
}
