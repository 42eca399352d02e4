/**
 * The bridge to Deeplearning4j: networks as its models, for export and as another engine for
 * backprop. Only this package, {@code training.tensor.nd4j} and {@code jobs.onnx} may import ND4J.
 * Imports {@code jobs.export}, {@code jobs.worker}, {@code jobs.run} and {@code training}.
 */
package io.github.altprop.jobs.dl4j;
