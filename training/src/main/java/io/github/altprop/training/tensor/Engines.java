package io.github.altprop.training.tensor;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

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
    return open(Device.CPU, threads, Precision.FLOAT32);
  }

  /**
   * The engine for a GPU; only where {@link #obstacle} names none for GPUs.
   *
   * @param index CUDA's number of the GPU
   */
  public static Engine gpu(int index) {
    return open(Device.gpu(index), 1, Precision.FLOAT32);
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
    return here().obstacle(kind);
  }

  /**
   * Why no engine of this build computes on a device in a precision here: every engine's reason, in
   * one line; empty if one does.
   */
  public static Optional<String> obstacle(Device device, Precision precision) {
    return here().obstacle(device, precision);
  }

  /** How many devices of a kind there are here that an engine computes on; 0 if none does. */
  public static int devices(Device.Kind kind) {
    return here().devices(kind);
  }

  /**
   * The fastest engine for a device and a precision.
   *
   * @param threads threads that each primitive may use on processors, at least 1
   * @throws IllegalStateException if there is none, with every engine's reason
   */
  public static Engine open(Device device, int threads, Precision precision) {
    return here().open(device, threads, precision);
  }

  /** All engines of this build, in the order of the file that names them: fast ones first. */
  static List<EngineProvider> providers() {
    return ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static Providers here() {
    return new Providers(providers());
  }
}
