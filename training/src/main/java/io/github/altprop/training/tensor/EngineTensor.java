package io.github.altprop.training.tensor;

import java.util.Arrays;

/** Shape and type, and the rules for views; where the numbers lie is each engine's business. */
public abstract class EngineTensor implements Tensor {
  private final ElementType type;
  private final int[] shape;
  private final int size;

  protected EngineTensor(ElementType type, int... shape) {
    this.type = type;
    this.shape = shape.clone();
    size = Math.toIntExact(elements(shape));
  }

  /** Number of elements of a shape; at least 0 in every dimension. */
  public static long elements(int... shape) {
    long elements = 1;
    for (int length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException(
            "a tensor cannot have the shape " + Arrays.toString(shape));
      }
      elements *= length;
    }
    return elements;
  }

  /** The elements from {@code from} on in another shape; both are checked already. */
  protected abstract EngineTensor view(int from, int... newShape);

  /** Whether the memory was given back. */
  protected abstract boolean released();

  @Override
  public final ElementType type() {
    return type;
  }

  @Override
  public final int[] shape() {
    return shape.clone();
  }

  @Override
  public final int dimension(int index) {
    return shape[index];
  }

  /** Number of dimensions. */
  public final int rank() {
    return shape.length;
  }

  @Override
  public final long size() {
    return size;
  }

  /** Number of elements as an index. */
  public final int length() {
    return size;
  }

  /** Whether all lengths of the dimensions agree. */
  public final boolean sameShape(EngineTensor other) {
    return Arrays.equals(shape, other.shape);
  }

  @Override
  public final Tensor reshape(int... newShape) {
    if (elements(newShape) != size) {
      throw new IllegalArgumentException(
          "reshape: " + this + " does not hold the shape " + Arrays.toString(newShape));
    }
    return view(0, newShape);
  }

  @Override
  public final Tensor slice(long from, int... newShape) {
    if (from < 0 || from + elements(newShape) > size) {
      throw new IllegalArgumentException(
          "slice: " + this + " has no " + Arrays.toString(newShape) + " from element " + from);
    }
    return view((int) from, newShape);
  }

  /**
   * Checks what is put into this tensor.
   *
   * @throws IllegalArgumentException if it is not as many values as there are elements
   */
  protected final void requireLength(int length) {
    if (length != size) {
      throw new IllegalArgumentException("put: " + this + " does not hold " + length + " values");
    }
  }

  /**
   * Checks that the memory is still there.
   *
   * @throws IllegalStateException if it was released
   */
  public final void requireAlive() {
    if (released()) {
      throw new IllegalStateException("tensor " + this + " was released");
    }
  }

  /** Shape and type. */
  @Override
  public final String toString() {
    return Arrays.toString(shape) + " " + type;
  }
}
