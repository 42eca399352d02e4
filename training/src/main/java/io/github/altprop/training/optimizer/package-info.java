/**
 * Optimisers and learning-rate schedules on flat vectors. Imports {@code network}, {@code options},
 * {@code tensor}.
 */
package io.github.altprop.training.optimizer;
