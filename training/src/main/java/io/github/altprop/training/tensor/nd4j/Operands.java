package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.Tensor;
import java.util.Arrays;

/** Checks of a primitive's arguments; each failure names the operation and what met what. */
final class Operands {
  private Operands() {}

  /** {@code tensor} as this engine's own kind. */
  static OffHeapTensor own(String operation, Tensor tensor) {
    if (tensor instanceof OffHeapTensor own) {
      own.requireAlive();
      return own;
    }
    throw new IllegalArgumentException(
        operation
            + ": "
            + (tensor == null ? "a tensor is missing" : "a tensor belongs to another engine"));
  }

  /** {@code tensor} as this engine's own kind, of the shape and type of {@code like}. */
  static OffHeapTensor like(String operation, OffHeapTensor like, Tensor tensor) {
    OffHeapTensor own = own(operation, tensor);
    require(own.type() == like.type() && own.sameShape(like), operation, like, own);
    return own;
  }

  /** {@code tensor} as this engine's own kind, of the type of {@code like}, in the given shape. */
  static OffHeapTensor shaped(String operation, OffHeapTensor like, Tensor tensor, int... shape) {
    OffHeapTensor own = own(operation, tensor);
    if (own.type() != like.type() || !Arrays.equals(own.shape(), shape)) {
      throw new IllegalArgumentException(
          operation
              + ": expected "
              + Arrays.toString(shape)
              + " "
              + like.type()
              + " beside "
              + like
              + ", not "
              + own);
    }
    return own;
  }

  /** Length of the last dimension: the columns of a tensor read as rows. */
  static int columns(OffHeapTensor x) {
    return x.rank() == 0 ? 1 : x.dimension(x.rank() - 1);
  }

  static void require(boolean fits, String operation, OffHeapTensor a, OffHeapTensor b) {
    if (!fits) {
      throw new IllegalArgumentException(operation + ": " + a + " does not fit " + b);
    }
  }

  static void require(boolean holds, String operation, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(operation + ": " + expected);
    }
  }
}
