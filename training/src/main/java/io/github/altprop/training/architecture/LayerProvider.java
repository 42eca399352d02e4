package io.github.altprop.training.architecture;

import io.github.altprop.training.network.LayerFactory;
import io.github.altprop.training.options.ComponentProvider;
import io.github.altprop.training.options.Options;
import java.util.function.Function;

/** Brings layers for networks that are given as a list from a jar of its own. */
public interface LayerProvider extends ComponentProvider<Function<Options, LayerFactory>> {}
