package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A tensor in off-heap memory, seen both as a buffer by Java loops and as a pointer by libraries.
 */
final class OffHeapTensor implements Tensor {
  private final Storage storage;
  private final ElementType type;
  private final int[] shape;
  private final int size;
  private final int offset;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private final BytePointer pointer;

  /** A view of {@code storage}; {@code offset} counts elements. */
  OffHeapTensor(Storage storage, ElementType type, int offset, int... shape) {
    this.storage = storage;
    this.type = type;
    this.shape = shape.clone();
    this.size = Math.toIntExact(elements(shape));
    this.offset = offset;
    long from = (long) offset * type.bytes();
    BytePointer start = storage.start();
    pointer = start.getPointer(from);
    ByteBuffer bytes =
        new BytePointer(pointer)
            .capacity((long) size * type.bytes())
            .asBuffer()
            .order(ByteOrder.nativeOrder());
    boolean single = type == ElementType.FLOAT32;
    floats = single ? bytes.asFloatBuffer() : null;
    doubles = single ? null : bytes.asDoubleBuffer();
  }

  /** Number of elements of a shape; at least 0 in every dimension. */
  static long elements(int... shape) {
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

  @Override
  public ElementType type() {
    return type;
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  @Override
  public int dimension(int index) {
    return shape[index];
  }

  int rank() {
    return shape.length;
  }

  @Override
  public long size() {
    return size;
  }

  /** Number of elements as an index into {@link #floats} or {@link #doubles}. */
  int length() {
    return size;
  }

  boolean sameShape(OffHeapTensor other) {
    return Arrays.equals(shape, other.shape);
  }

  boolean released() {
    return storage.released();
  }

  Storage storage() {
    return storage;
  }

  @Override
  public Tensor reshape(int... newShape) {
    if (elements(newShape) != size) {
      throw new IllegalArgumentException(
          "reshape: " + this + " does not hold the shape " + Arrays.toString(newShape));
    }
    return new OffHeapTensor(storage, type, offset, newShape);
  }

  @Override
  public Tensor slice(long from, int... newShape) {
    long elements = elements(newShape);
    if (from < 0 || from + elements > size) {
      throw new IllegalArgumentException(
          "slice: " + this + " has no " + Arrays.toString(newShape) + " from element " + from);
    }
    return new OffHeapTensor(storage, type, (int) (offset + from), newShape);
  }

  /** The elements as a buffer of float32, first element at index 0. */
  FloatBuffer floats() {
    return floats;
  }

  /** The elements as a buffer of float64, first element at index 0. */
  DoubleBuffer doubles() {
    return doubles;
  }

  /** Address of the element at {@code index}, untyped. */
  Pointer pointerAt(long index) {
    return pointer.getPointer(index * type.bytes());
  }

  /** Address of the float at {@code index}. */
  FloatPointer floatsAt(long index) {
    return new FloatPointer(pointerAt(index));
  }

  /** Address of the double at {@code index}. */
  DoublePointer doublesAt(long index) {
    return new DoublePointer(pointerAt(index));
  }

  @Override
  public void put(float[] values) {
    requireAlive();
    requireLength(values.length);
    if (type == ElementType.FLOAT32) {
      floats.put(0, values);
    } else {
      for (int i = 0; i < size; i++) {
        doubles.put(i, values[i]);
      }
    }
  }

  @Override
  public void put(double[] values) {
    requireAlive();
    requireLength(values.length);
    if (type == ElementType.FLOAT64) {
      doubles.put(0, values);
    } else {
      for (int i = 0; i < size; i++) {
        floats.put(i, (float) values[i]);
      }
    }
  }

  @Override
  public float[] toFloats() {
    requireAlive();
    float[] values = new float[size];
    if (type == ElementType.FLOAT32) {
      floats.get(0, values);
    } else {
      for (int i = 0; i < size; i++) {
        values[i] = (float) doubles.get(i);
      }
    }
    return values;
  }

  @Override
  public double[] toDoubles() {
    requireAlive();
    double[] values = new double[size];
    if (type == ElementType.FLOAT64) {
      doubles.get(0, values);
    } else {
      for (int i = 0; i < size; i++) {
        values[i] = floats.get(i);
      }
    }
    return values;
  }

  @Override
  public double at(long index) {
    requireAlive();
    int i = Math.toIntExact(index);
    return type == ElementType.FLOAT32 ? floats.get(i) : doubles.get(i);
  }

  private void requireLength(int length) {
    if (length != size) {
      throw new IllegalArgumentException("put: " + this + " does not hold " + length + " values");
    }
  }

  void requireAlive() {
    if (storage.released()) {
      throw new IllegalStateException("tensor " + this + " was released");
    }
  }

  /** Shape and type. */
  @Override
  public String toString() {
    return Arrays.toString(shape) + " " + type;
  }
}
