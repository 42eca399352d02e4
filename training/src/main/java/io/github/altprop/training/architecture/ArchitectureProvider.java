package io.github.altprop.training.architecture;

import io.github.altprop.training.options.ComponentProvider;

/** Brings named networks from a jar of its own. */
public interface ArchitectureProvider extends ComponentProvider<ArchitectureFactory> {}
