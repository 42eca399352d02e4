package io.github.altprop.training.architecture;

import io.github.altprop.training.options.Registry;
import java.util.List;

/** All named architectures: one line here registers one. */
public final class Architectures {
  public static final Registry<ArchitectureFactory> REGISTRY =
      new Registry<>(
          "network",
          List.of(GaitNetworks.SHALLOW, GaitNetworks.DEEP, TwoLayer.COMPONENT, Mlp.COMPONENT));

  private Architectures() {}
}
