package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.Window;

/** Convolutions of checked operands; see {@link io.github.altprop.training.tensor.Images}. */
interface Convolutions {
  void convolve(
      OffHeapTensor x,
      OffHeapTensor kernel,
      OffHeapTensor bias,
      Activation f,
      Window window,
      OffHeapTensor out);

  void convolveBackward(
      OffHeapTensor error, OffHeapTensor kernel, Window window, OffHeapTensor inputError);

  void kernelGradient(OffHeapTensor x, OffHeapTensor error, Window window, OffHeapTensor gradient);
}
