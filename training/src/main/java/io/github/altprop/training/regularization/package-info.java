/**
 * Penalties on parameters, added to a rule's updates. Imports {@code network}, {@code options} and
 * {@code tensor}.
 */
package io.github.altprop.training.regularization;
