package io.github.altprop.training.tensor;

import java.util.Optional;

/**
 * Offers the engine of one package. Found as a service ({@link java.util.ServiceLoader}); asking it
 * what it can do starts no library.
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
   * A new engine on a device of a kind that has no {@link #obstacle}.
   *
   * @param threads threads that each primitive may use on processors, at least 1
   * @throws IllegalArgumentException for fewer threads
   */
  Engine open(Device device, int threads);
}
