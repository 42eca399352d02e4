/**
 * The engine written with ND4J calls alone: for processors, and for GPUs of compute capability 3.7
 * to 8.9 where the build holds ND4J's CUDA library.
 *
 * <p>The only package of altprop's training that may import ND4J; of altprop it imports {@code
 * training.tensor} only.
 */
package io.github.altprop.training.tensor.nd4j;
