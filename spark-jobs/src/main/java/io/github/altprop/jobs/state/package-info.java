/**
 * What training changes, as plain numbers: the form in which states travel between processes and
 * lie in checkpoints. Imports {@code jobs.run} and {@code training}; no Spark.
 */
package io.github.altprop.jobs.state;
