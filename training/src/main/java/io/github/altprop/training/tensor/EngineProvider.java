package io.github.altprop.training.tensor;

import java.util.Optional;

/**
 * Offers the engine of one package. Found as a service ({@link java.util.ServiceLoader}); asking it
 * what kinds of devices it sees starts no library.
 */
public interface EngineProvider {
  /** The engine's name, as provenance and tests write it. */
  String name();

  /**
   * Why this engine cannot compute on devices of a kind here, in a clause for users that ends no
   * sentence; empty if it can.
   */
  Optional<String> obstacle(Device.Kind kind);

  /**
   * How many devices of a kind it sees here, numbered from 0: at least 1 where the kind has no
   * {@link #obstacle(Device.Kind)}; this machine's processors are one.
   */
  default int devices(Device.Kind kind) {
    return 1;
  }

  /**
   * Why this engine cannot compute on one device, such as a GPU that it has no code for; a clause
   * as of {@link #obstacle(Device.Kind)}.
   */
  default Optional<String> obstacle(Device device) {
    Optional<String> general = obstacle(device.kind());
    if (general.isPresent() || device.index() < devices(device.kind())) {
      return general;
    }
    return Optional.of("sees " + devices(device.kind()) + " here, and numbers them from 0");
  }

  /**
   * Why this engine cannot compute on one device in a precision; a clause as of {@link
   * #obstacle(Device.Kind)}. An engine may try the device to know that, once in a process.
   */
  default Optional<String> obstacle(Device device, Precision precision) {
    Optional<String> obstacle = obstacle(device);
    return obstacle.isPresent() || offers(precision)
        ? obstacle
        : Optional.of("does not compute in " + precision);
  }

  /** Whether it computes in a precision, on any device that it computes on. */
  default boolean offers(Precision precision) {
    return precision != Precision.TF32;
  }

  /**
   * A new engine on a device of a kind that has no {@link #obstacle}.
   *
   * @param threads threads that each primitive may use on processors, at least 1
   * @throws IllegalArgumentException for fewer threads
   */
  Engine open(Device device, int threads);

  /**
   * The same for one precision: an engine that {@link #offers} tf32 computes in tf32 only if it is
   * opened for it.
   *
   * @throws IllegalArgumentException if it does not offer the precision
   */
  default Engine open(Device device, int threads, Precision precision) {
    if (!offers(precision)) {
      throw new IllegalArgumentException(name() + " does not compute in " + precision);
    }
    return open(device, threads);
  }
}
