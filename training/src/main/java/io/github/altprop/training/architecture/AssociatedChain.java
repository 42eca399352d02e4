package io.github.altprop.training.architecture;

import io.github.altprop.training.associated.ComponentLayers;
import io.github.altprop.training.initialization.Initializers;
import io.github.altprop.training.network.Dense;
import io.github.altprop.training.network.Flatten;
import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.options.OptionSpec;
import io.github.altprop.training.tensor.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * What all networks of associated learning have in common: bridges flatten, then have sigmoids of 5
 * n and n units; encoders and decoders have one layer of sigmoids each. Source: Kao and Chen 2021,
 * code; experiments, section 3.1.
 */
final class AssociatedChain {
  private static final int BRIDGE_MULTIPLE = 5;

  private AssociatedChain() {}

  static OptionSpec width(long defaultValue) {
    return OptionSpec.integer(
        "width", defaultValue, 1, "Units of encoders, decoders and bridges, whose first have 5 n");
  }

  /**
   * Completes forward parts to components.
   *
   * @param forwards f_1, f_2, ...
   * @param width n
   */
  static Architecture of(List<List<LayerFactory>> forwards, int width, int classes) {
    List<ComponentLayers> components = new ArrayList<>();
    for (List<LayerFactory> forward : forwards) {
      int decoded = components.isEmpty() ? classes : width;
      components.add(
          new ComponentLayers(
              forward,
              List.of(
                  Flatten.layer(),
                  Dense.of(Math.multiplyExact(BRIDGE_MULTIPLE, width), Activation.SIGMOID),
                  Dense.of(width, Activation.SIGMOID)),
              List.of(Dense.of(width, Activation.SIGMOID)),
              List.of(Dense.of(decoded, Activation.SIGMOID))));
    }
    return new Architecture.Associated(
        components, Initializers.REGISTRY.require("he-truncated").factory());
  }
}
