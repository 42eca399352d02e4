/**
 * The engine for processors: fused Java loops, oneDNN and OpenBLAS on off-heap memory.
 *
 * <p>The only package of altprop's training that may import OpenBLAS and oneDNN; of altprop it
 * imports {@code training.tensor}, and of {@code training.tensor.nd4j} the threads of OpenMP.
 */
package io.github.altprop.training.tensor.cpu;
