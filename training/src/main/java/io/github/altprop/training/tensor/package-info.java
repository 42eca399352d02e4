/**
 * Tensors and the primitives that every layer and rule is written in. Imports nothing of altprop;
 * the implementation in {@code tensor.nd4j} is the only place that knows a tensor library.
 */
package io.github.altprop.training.tensor;
