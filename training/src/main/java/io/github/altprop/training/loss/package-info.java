/** Loss functions on logits. Imports {@code tensor}. */
package io.github.altprop.training.loss;
