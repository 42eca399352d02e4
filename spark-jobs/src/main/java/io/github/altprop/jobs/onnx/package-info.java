/**
 * Trained networks as ONNX files. Beside {@code training.tensor.nd4j} and {@code jobs.dl4j} the
 * only package that may import ND4J, of which it uses the ONNX messages and their protobuf alone.
 * Imports {@code jobs.export}, {@code jobs.files}, {@code preprocessing} and {@code training}.
 */
package io.github.altprop.jobs.onnx;
