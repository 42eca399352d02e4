/**
 * Associated learning's networks: components of a forward part, a bridge, an encoder and a decoder,
 * each trained by losses of its own. Imports {@code network}, {@code rule} (for the exact gradients
 * inside a component) and {@code tensor}.
 */
package io.github.altprop.training.associated;
