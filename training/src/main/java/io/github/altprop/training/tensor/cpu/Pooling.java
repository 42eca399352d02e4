package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.Window;

/** Pooling of checked operands; see {@link io.github.altprop.training.tensor.Images}. */
interface Pooling {
  void maxPool(OffHeapTensor x, Window window, OffHeapTensor out);

  void maxPoolBackward(
      OffHeapTensor x,
      OffHeapTensor out,
      OffHeapTensor error,
      Window window,
      OffHeapTensor inputError);

  void averagePool(OffHeapTensor x, Window window, OffHeapTensor out);

  void averagePoolBackward(OffHeapTensor error, Window window, OffHeapTensor inputError);
}
