/**
 * What a task computes on: processors, a GPU of this machine, or the one that Spark gave its
 * executor. Imports the tensor engines and Spark; of {@code jobs} nothing but its errors.
 */
package io.github.altprop.jobs.device;
