package io.github.altprop.training.tensor.cpu;

/**
 * What a fused loop does with one block of its operands, in both element types.
 *
 * @param floats for float32
 * @param doubles for float64
 */
record Kernel(Floats floats, Doubles doubles) {
  /** Works on the first {@code n} elements of each operand's block. */
  @FunctionalInterface
  interface Floats {
    void apply(float[][] b, int n);
  }

  /** Works on the first {@code n} elements of each operand's block. */
  @FunctionalInterface
  interface Doubles {
    void apply(double[][] b, int n);
  }
}
