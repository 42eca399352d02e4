/**
 * Training by rounds of parameter averaging: the state goes out to the workers, each fits its share
 * of minibatches, their states come back and are averaged in worker order. A round is a pure
 * function of state and assignment, so neither retries nor a resume change a bit of the result. The
 * driver's side starts at {@link io.github.altprop.jobs.train.TrainJob}, the executors' at {@code
 * RoundTask}.
 */
package io.github.altprop.jobs.train;
