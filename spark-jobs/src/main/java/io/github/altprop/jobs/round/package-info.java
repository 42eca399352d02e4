/**
 * One round of parameter averaging, a pure function of state and assignment: each worker fits its
 * share of minibatches, and what they made of the state is averaged. On a cluster averages stay
 * with the executors that computed them and are read from there by the next round's tasks ({@code
 * ExecutorRounds}); small states go out by broadcast and are averaged on the driver ({@code
 * DriverGathering}). Where workers are threads of the driver's process, averages are taken straight
 * from their tensors instead ({@code MemoryGathering}). Neither that nor retries nor speculation
 * change a bit of the result. The driver's side starts at {@link
 * io.github.altprop.jobs.round.RoundEngine}, the executors' at {@code Fit}. Imports {@code
 * jobs.measure}, {@code jobs.state} and {@code jobs.worker}.
 */
package io.github.altprop.jobs.round;
