/**
 * Turns what people have on disk into examples: sources, sample order, normalisation and
 * augmentation. Knows neither Spark nor the tensor engine; imports nothing else of altprop.
 */
package io.github.altprop.preprocessing;
