/**
 * Networks by name, and layers by name for those who list their own. Imports {@code network},
 * {@code associated}, {@code initialization}, {@code options}, {@code rule} (for what a rule needs
 * of its units) and {@code tensor}.
 */
package io.github.altprop.training.architecture;
