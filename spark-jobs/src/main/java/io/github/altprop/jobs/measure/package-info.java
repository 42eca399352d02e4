/**
 * Measurements of trained networks as Spark batches: accuracy, angles to backprop, distances
 * between classes, pictures of layers. Imports {@code evaluation}, {@code jobs.worker} and {@code
 * jobs.run}.
 */
package io.github.altprop.jobs.measure;
