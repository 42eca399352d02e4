package io.github.altprop.training.tensor;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Makes engines of the providers that this build holds, the fastest for a device first. */
public final class Engines {
  private static final String PORTABLE = "nd4j";

  private Engines() {}

  /**
   * The fastest engine for the processor. It sets the threads of OpenBLAS (for the process) and of
   * OpenMP (for each thread that calls it) to one and splits its work itself.
   *
   * @param threads threads that each primitive may use, at least 1; the caller's is one of them
   */
  public static Engine cpu(int threads) {
    return open(Device.CPU, threads);
  }

  /**
   * The engine for a GPU; only where {@link #obstacle} names none for GPUs.
   *
   * @param index CUDA's number of the GPU
   */
  public static Engine gpu(int index) {
    return open(Device.gpu(index), 1);
  }

  /**
   * The engine that computes with ND4J calls alone, on the processor.
   *
   * @param threads OpenMP threads of ND4J's operations, for the calling thread
   */
  public static Engine portable(int threads) {
    return providers().stream()
        .filter(provider -> provider.name().equals(PORTABLE))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("this build holds no engine " + PORTABLE))
        .open(Device.CPU, threads);
  }

  /** Why no engine of this build computes on devices of a kind here; empty if one does. */
  public static Optional<String> obstacle(Device.Kind kind) {
    List<EngineProvider> providers = providers();
    if (providers.stream().anyMatch(provider -> provider.obstacle(kind).isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        providers.stream()
            .map(provider -> provider.name() + ": " + provider.obstacle(kind).orElseThrow())
            .collect(Collectors.joining("; ")));
  }

  /** All engines of this build, in the order of the file that names them: fast ones first. */
  static List<EngineProvider> providers() {
    return ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static Engine open(Device device, int threads) {
    return providers().stream()
        .filter(provider -> provider.obstacle(device.kind()).isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "nothing here computes on "
                        + device
                        + ": "
                        + obstacle(device.kind()).orElse("this build holds no engine")))
        .open(device, threads);
  }
}
