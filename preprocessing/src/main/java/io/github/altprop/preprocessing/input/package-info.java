/**
 * From stored bytes to what a network sees: normalisation, and augmentation of training images,
 * seeded per (seed, epoch, example).
 *
 * <p>May import the root package and {@code dataset}.
 */
package io.github.altprop.preprocessing.input;
