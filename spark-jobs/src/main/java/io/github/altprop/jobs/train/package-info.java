/**
 * Training from experiment file to run folder: epochs of rounds, evaluation, metrics and
 * checkpoints. It starts at {@link io.github.altprop.jobs.train.TrainJob}; a round is the business
 * of {@code jobs.round}.
 */
package io.github.altprop.jobs.train;
