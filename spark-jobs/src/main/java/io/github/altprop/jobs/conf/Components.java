package io.github.altprop.jobs.conf;

import io.github.altprop.jobs.UserError;
import io.github.altprop.preprocessing.format.Sources;
import io.github.altprop.preprocessing.input.Augmentation;
import io.github.altprop.preprocessing.input.Normalization;
import io.github.altprop.training.architecture.Architectures;
import io.github.altprop.training.architecture.Layers;
import io.github.altprop.training.loss.Losses;
import io.github.altprop.training.optimizer.Optimizers;
import io.github.altprop.training.optimizer.Schedules;
import io.github.altprop.training.options.Registry;
import io.github.altprop.training.regularization.Regularizers;
import io.github.altprop.training.rule.LearningRules;
import java.util.ArrayList;
import java.util.List;

/** The catalogue of what altprop has. */
public final class Components {
  /** The engine of all rules: altprop's own. */
  public static final String ALTPROP = "altprop";

  /** Deeplearning4j's parameter averaging, for backprop. */
  public static final String DL4J = "dl4j";

  private Components() {}

  /**
   * All components, those of jars on the class path among them.
   *
   * @throws UserError if such a jar brings what cannot be used; it names every fault
   */
  public static Catalog catalog() {
    List<String> faults = new ArrayList<>();
    for (Registry<?> registry :
        List.of(Architectures.REGISTRY, Layers.REGISTRY, LearningRules.REGISTRY)) {
      faults.addAll(registry.faults());
    }
    faults.addAll(Sources.faults());
    if (!faults.isEmpty()) {
      throw new UserError(
          "what jars on the class path bring cannot be used:\n  " + String.join("\n  ", faults));
    }
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
