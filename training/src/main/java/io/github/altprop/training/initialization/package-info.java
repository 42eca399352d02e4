/**
 * Random initial weights, all from Java's seeded generators. Imports {@code network} and {@code
 * tensor}.
 */
package io.github.altprop.training.initialization;
