package io.github.altprop.training.regularization;

import io.github.altprop.training.options.Registry;
import java.util.List;

/** All regularisers by name: one line here registers one. */
public final class Regularizers {
  public static final Registry<RegularizerFactory> REGISTRY =
      new Registry<>("regularizer", List.of(Orthogonality.COMPONENT, WeightDecay.COMPONENT));

  private Regularizers() {}
}
