package io.github.altprop.jobs.conf;

import io.github.altprop.training.options.Options;

/**
 * A component that an experiment picked.
 *
 * @param name its name in the registry
 * @param options its options, every default filled in
 */
public record Choice(String name, Options options) {}
