package io.github.altprop.training.network;

import java.util.Arrays;

/** Arithmetic on the shapes of single examples. */
final class Shapes {
  private Shapes() {}

  static int size(int[] shape) {
    int size = 1;
    for (int length : shape) {
      size = Math.multiplyExact(size, length);
    }
    return size;
  }

  static int[] batched(int batch, int[] shape) {
    int[] batched = new int[shape.length + 1];
    batched[0] = batch;
    System.arraycopy(shape, 0, batched, 1, shape.length);
    return batched;
  }

  static void requireUnits(String name, int kept, int auxiliary) {
    if (kept < 1 || auxiliary < 0) {
      throw new IllegalArgumentException(
          name + " needs at least 1 kept and 0 auxiliary units, not " + kept + " and " + auxiliary);
    }
  }

  /** The auxiliary units that make a weight square. */
  static int auxiliary(String name, int kept, int fanIn) {
    if (kept > fanIn) {
      throw new IllegalArgumentException(
          name + " cannot have a square weight: " + kept + " units, but " + fanIn + " inputs each");
    }
    return fanIn - kept;
  }

  static int[] requireImage(String name, int[] shape) {
    if (shape.length != 3) {
      throw new IllegalArgumentException(
          name + " needs [height, width, channels], but its input is " + Arrays.toString(shape));
    }
    return shape;
  }

  static int[] requireFlat(String name, int[] shape) {
    if (shape.length != 1) {
      throw new IllegalArgumentException(
          name
              + " needs [features], but its input is "
              + Arrays.toString(shape)
              + "; put a flatten layer before it");
    }
    return shape;
  }
}
