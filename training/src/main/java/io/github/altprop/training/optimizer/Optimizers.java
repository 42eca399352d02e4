package io.github.altprop.training.optimizer;

import io.github.altprop.training.options.Registry;
import java.util.List;

/** All optimisers by name; each has an option {@code learningRate}. */
public final class Optimizers {
  public static final Registry<OptimizerFactory> REGISTRY =
      new Registry<>("optimizer", List.of(Adam.COMPONENT, MomentumSgd.COMPONENT));

  private Optimizers() {}
}
