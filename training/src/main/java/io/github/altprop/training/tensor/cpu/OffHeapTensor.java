package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.EngineTensor;
import io.github.altprop.training.tensor.Operands;
import io.github.altprop.training.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A tensor in off-heap memory, seen both as a buffer by Java loops and as a pointer by libraries.
 */
final class OffHeapTensor extends EngineTensor {
  private final Storage storage;
  private final int offset;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private final BytePointer pointer;

  /** A view of {@code storage}; {@code offset} counts elements. */
  OffHeapTensor(Storage storage, ElementType type, int offset, int... shape) {
    super(type, shape);
    this.storage = storage;
    this.offset = offset;
    long from = (long) offset * type.bytes();
    BytePointer start = storage.start();
    pointer = start.getPointer(from);
    ByteBuffer bytes =
        new BytePointer(pointer)
            .capacity(size() * type.bytes())
            .asBuffer()
            .order(ByteOrder.nativeOrder());
    boolean single = type == ElementType.FLOAT32;
    floats = single ? bytes.asFloatBuffer() : null;
    doubles = single ? null : bytes.asDoubleBuffer();
  }

  /** {@code tensor} as one of this engine's. */
  static OffHeapTensor own(String operation, Tensor tensor) {
    return Operands.own(OffHeapTensor.class, operation, tensor);
  }

  /** {@code tensor} as one number in float64 of this engine's. */
  static OffHeapTensor number(String operation, Tensor tensor) {
    return Operands.number(OffHeapTensor.class, operation, tensor);
  }

  @Override
  protected EngineTensor view(int from, int... newShape) {
    return new OffHeapTensor(storage, type(), offset + from, newShape);
  }

  @Override
  protected boolean released() {
    return storage.released();
  }

  Storage storage() {
    return storage;
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
    return pointer.getPointer(index * type().bytes());
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
    if (type() == ElementType.FLOAT32) {
      floats.put(0, values);
    } else {
      for (int i = 0; i < length(); i++) {
        doubles.put(i, values[i]);
      }
    }
  }

  @Override
  public void put(double[] values) {
    requireAlive();
    requireLength(values.length);
    if (type() == ElementType.FLOAT64) {
      doubles.put(0, values);
    } else {
      for (int i = 0; i < length(); i++) {
        floats.put(i, (float) values[i]);
      }
    }
  }

  @Override
  public float[] toFloats() {
    requireAlive();
    float[] values = new float[length()];
    if (type() == ElementType.FLOAT32) {
      floats.get(0, values);
    } else {
      for (int i = 0; i < length(); i++) {
        values[i] = (float) doubles.get(i);
      }
    }
    return values;
  }

  @Override
  public double[] toDoubles() {
    requireAlive();
    double[] values = new double[length()];
    if (type() == ElementType.FLOAT64) {
      doubles.get(0, values);
    } else {
      for (int i = 0; i < length(); i++) {
        values[i] = floats.get(i);
      }
    }
    return values;
  }

  @Override
  public double at(long index) {
    requireAlive();
    int i = Math.toIntExact(index);
    return type() == ElementType.FLOAT32 ? floats.get(i) : doubles.get(i);
  }
}
