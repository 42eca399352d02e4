/** Weights in open files. Imports {@code tensor}. */
package io.github.altprop.training.checkpoint;
