/**
 * Today's NVIDIA GPUs. So far the kernels alone, in CUDA C++ that also compiles as C++, so that
 * their arithmetic is tested on any machine with a compiler; no engine calls them yet. Imports
 * nothing of altprop but {@code training.tensor}.
 */
package io.github.altprop.training.tensor.cuda;
