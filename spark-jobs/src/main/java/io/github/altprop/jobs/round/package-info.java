/**
 * One round of parameter averaging, a pure function of state and assignment: the state goes out by
 * broadcast, each worker fits its share of minibatches, and what they made of it is averaged by
 * reduce-scatter: every worker cuts its state into slices, Spark's shuffle brings the same slice of
 * all workers together, and the driver only puts averaged slices side by side. Where workers are
 * threads of the driver's process, averages are taken straight from their tensors instead. Neither
 * that nor retries nor speculation change a bit of the result. The driver's side starts at {@link
 * io.github.altprop.jobs.round.RoundEngine}, the executors' at {@code Fit}. Imports {@code
 * jobs.measure}, {@code jobs.state} and {@code jobs.worker}.
 */
package io.github.altprop.jobs.round;
