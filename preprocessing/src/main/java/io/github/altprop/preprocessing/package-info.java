/**
 * Turns what people have on disk into examples: sources, selection, sample order, normalisation and
 * augmentation. Knows neither Spark nor the tensor engine; imports nothing else of altprop.
 *
 * <p>This package holds the few values that all the others share, and imports none of them.
 */
package io.github.altprop.preprocessing;
