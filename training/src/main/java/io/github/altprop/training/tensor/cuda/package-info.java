/**
 * Today's NVIDIA GPUs: kernels in CUDA C++ that also compiles as C++, and an engine that calls them
 * and libraries through {@link io.github.altprop.training.tensor.cuda.Accelerator}. Tests emulate
 * that interface, and CUDA's own calls below it, on a processor. Imports nothing of altprop but
 * {@code training.tensor}.
 */
package io.github.altprop.training.tensor.cuda;
