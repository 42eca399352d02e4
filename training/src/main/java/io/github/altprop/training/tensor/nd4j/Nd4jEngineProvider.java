package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.Engine;
import io.github.altprop.training.tensor.EngineProvider;
import java.util.Optional;

/**
 * Offers the engine of ND4J calls alone: on processors, and on GPUs in builds with ND4J's CUDA
 * library. The first engine of a process decides between the two for all of ND4J.
 */
public final class Nd4jEngineProvider implements EngineProvider {
  private static final String CUDA_BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public Optional<String> obstacle(Device.Kind kind) {
    if (kind == Device.Kind.CPU) {
      return Optional.empty();
    }
    return holdsCuda()
        ? Gpu.list().problem()
        : Optional.of("this build computes on processors only: build with mvn -Pcuda");
  }

  @Override
  public int devices(Device.Kind kind) {
    return kind == Device.Kind.CPU ? 1 : Gpu.list().gpus().size();
  }

  @Override
  public Optional<String> obstacle(Device device) {
    Optional<String> any = EngineProvider.super.obstacle(device);
    return any.isPresent() || device.kind() == Device.Kind.CPU
        ? any
        : Gpu.list().gpus().get(device.index()).obstacle();
  }

  private static boolean holdsCuda() {
    return Nd4jEngineProvider.class.getClassLoader().getResource(CUDA_BACKEND) != null;
  }

  @Override
  public Engine open(Device device, int threads) {
    return device.kind() == Device.Kind.CPU
        ? Nd4jEngine.onProcessor(threads)
        : Nd4jEngine.onGpu(device.index());
  }
}
