/**
 * Tensors and the primitives that every layer and rule is written in, and what engines share:
 * shapes, checks of arguments, delegation to facets. Each engine has a package below this one and
 * is found by its {@link io.github.altprop.training.tensor.EngineProvider}; {@link
 * io.github.altprop.training.tensor.Engines} picks one. Imports nothing of altprop.
 */
package io.github.altprop.training.tensor;
