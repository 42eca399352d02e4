/**
 * Tells a tracking server, MLflow, of a training while it runs: parameters, numbers by step, how it
 * ended. What the server does, or does not do, changes nothing of the training and holds nothing
 * up. Imports {@code evaluation.run}, {@code jobs.conf} and {@code jobs.files}; no Spark.
 */
package io.github.altprop.jobs.tracking;
