/**
 * Sweeps: many trainings, one Spark task each, into one folder with a table of what came of them.
 * Imports configuration, training and measuring.
 */
package io.github.altprop.jobs.sweep;
