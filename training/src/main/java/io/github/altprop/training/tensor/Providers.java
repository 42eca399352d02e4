package io.github.altprop.training.tensor;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chooses among engines: the first that can.
 *
 * @param all fast ones first
 */
record Providers(List<EngineProvider> all) {
  Providers {
    all = List.copyOf(all);
  }

  /** Why none computes on devices of a kind here: every provider's reason; empty if one does. */
  Optional<String> obstacle(Device.Kind kind) {
    return reasons(provider -> provider.obstacle(kind));
  }

  /** Why none computes on a device in a precision here; empty if one does. */
  Optional<String> obstacle(Device device, Precision precision) {
    return reasons(provider -> provider.obstacle(device, precision));
  }

  /** How many devices of a kind there are here that an engine computes on; 0 if none does. */
  int devices(Device.Kind kind) {
    return all.stream()
        .filter(provider -> provider.obstacle(kind).isEmpty())
        .mapToInt(provider -> provider.devices(kind))
        .max()
        .orElse(0);
  }

  /**
   * An engine of the first that can.
   *
   * @throws IllegalStateException if none can, with the reasons
   */
  Engine open(Device device, int threads, Precision precision) {
    return all.stream()
        .filter(provider -> provider.obstacle(device, precision).isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "nothing here computes on "
                        + device
                        + " in "
                        + precision
                        + ": "
                        + obstacle(device, precision).orElse("this build holds no engine")))
        .open(device, threads, precision);
  }

  private Optional<String> reasons(Function<EngineProvider, Optional<String>> obstacle) {
    if (all.stream().anyMatch(provider -> obstacle.apply(provider).isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        all.stream()
            .map(provider -> provider.name() + ": " + obstacle.apply(provider).orElseThrow())
            .collect(Collectors.joining("; ")));
  }
}
