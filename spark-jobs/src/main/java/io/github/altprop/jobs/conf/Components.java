package io.github.altprop.jobs.conf;

import io.github.altprop.preprocessing.input.Augmentation;
import io.github.altprop.preprocessing.input.Normalization;
import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.loss.Losses;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.optimizer.Schedules;
import io.github.altprop.training.regularization.Regularizers;
import io.github.altprop.training.rule.LearningRules;
import java.util.List;

/** The catalogue of what altprop has. */
public final class Components {
  /** The engine of all rules: altprop's own. */
  public static final String ALTPROP = "altprop";

  /** Deeplearning4j's parameter averaging, for backprop. */
  public static final String DL4J = "dl4j";

  private Components() {}

  public static Catalog catalog() {
    return new Catalog(
        Architectures.REGISTRY,
        LearningRules.REGISTRY,
        Losses.REGISTRY,
        Optimizers.REGISTRY,
        Schedules.REGISTRY,
        Regularizers.REGISTRY,
        Normalization.names(),
        Augmentation.names(),
        List.of(ALTPROP, DL4J));
  }
}
