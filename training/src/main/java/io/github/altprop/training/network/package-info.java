/**
 * Networks: layers, their parameters in one flat vector, and passes that own a minibatch's buffers.
 * A network knows nothing of learning rules beyond {@link
 * io.github.altprop.training.network.Feedback}, the weights an error travels back through. Imports
 * {@code tensor} and the labels of {@code loss}.
 */
package io.github.altprop.training.network;
