/**
 * The tensor engines: {@link io.github.altprop.training.tensor.nd4j.Engines} hands out a fused CPU
 * engine (Java loops, oneDNN, OpenBLAS) or a portable one written with ND4J calls alone.
 *
 * <p>The only package of altprop's training that may import ND4J, JavaCPP, OpenBLAS and oneDNN; of
 * altprop it imports {@code training.tensor} only.
 */
package io.github.altprop.training.tensor.nd4j;
