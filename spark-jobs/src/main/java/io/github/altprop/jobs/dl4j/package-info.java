/**
 * The bridge to Deeplearning4j: networks as its models, for export and as another engine for
 * backprop. Beside {@code training.tensor.nd4j} the only package that may import ND4J. Imports
 * {@code jobs.export}, {@code jobs.worker}, {@code jobs.run} and {@code training}.
 */
package io.github.altprop.jobs.dl4j;
