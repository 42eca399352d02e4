/**
 * What a task computes on: the processor, or the GPU that Spark gave its executor. Imports the
 * tensor engines and Spark; of {@code jobs} nothing but its errors.
 */
package io.github.altprop.jobs.device;
