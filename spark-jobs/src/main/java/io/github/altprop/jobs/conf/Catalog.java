package io.github.altprop.jobs.conf;

import io.github.altprop.training.options.Registry;
import java.util.List;

/**
 * Everything that an experiment can pick by name.
 *
 * @param normalizations names of pixel normalisations
 * @param augmentations names of augmentation presets
 * @param engines what can compute an experiment
 */
public record Catalog(
    Registry<?> networks,
    Registry<?> rules,
    Registry<?> losses,
    Registry<?> optimizers,
    Registry<?> schedules,
    Registry<?> regularizers,
    List<String> normalizations,
    List<String> augmentations,
    List<String> engines) {}
