/** Loss functions on logits. Imports {@code options} and {@code tensor}. */
package io.github.altprop.training.loss;
