package io.github.altprop.training.tensor.cuda;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.EngineTensor;
import io.github.altprop.training.tensor.Operands;
import io.github.altprop.training.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** A tensor in a device's memory. What looks at its numbers waits for the device. */
final class CudaTensor extends EngineTensor {
  private static final int LEAST_PART = 1 << 16;
  private static final int MOST_PARTS = 4;

  private final Memory.Block block;
  private final int offset;

  /** A view of {@code block}; {@code offset} counts elements. */
  CudaTensor(Memory.Block block, ElementType type, int offset, int... shape) {
    super(type, shape);
    this.block = block;
    this.offset = offset;
  }

  /** {@code tensor} as one of this engine's. */
  static CudaTensor own(String operation, Tensor tensor) {
    return Operands.own(CudaTensor.class, operation, tensor);
  }

  /** {@code tensor} as one number in float64 of this engine's. */
  static CudaTensor number(String operation, Tensor tensor) {
    return Operands.number(CudaTensor.class, operation, tensor);
  }

  @Override
  protected EngineTensor view(int from, int... newShape) {
    return new CudaTensor(block, type(), offset + from, newShape);
  }

  @Override
  protected boolean released() {
    return block.released();
  }

  Memory.Block block() {
    return block;
  }

  /** Where the first element lies. */
  long address() {
    return address(0);
  }

  /** Where the element at {@code index} lies. */
  long address(long index) {
    return block.address() + (offset + index) * type().bytes();
  }

  @Override
  public void put(float[] values) {
    requireLength(values.length);
    boolean single = type() == ElementType.FLOAT32;
    write(
        (from, buffer) -> {
          if (single) {
            fill(buffer.asFloatBuffer(), values, from);
          } else {
            DoubleBuffer doubles = buffer.asDoubleBuffer();
            for (int i = from; doubles.hasRemaining(); i++) {
              doubles.put(values[i]);
            }
          }
        });
  }

  // A minibatch is copied by several threads: a step may take less time than one needs for that.
  private static void fill(FloatBuffer floats, float[] values, int from) {
    int n = floats.remaining();
    int parts = Math.max(1, Math.min(MOST_PARTS, n / LEAST_PART));
    IntStream each = IntStream.range(0, parts);
    (parts == 1 ? each : each.parallel())
        .forEach(
            i -> {
              int begin = (int) ((long) n * i / parts);
              int end = (int) ((long) n * (i + 1) / parts);
              floats.put(begin, values, from + begin, end - begin);
            });
  }

  @Override
  public void put(double[] values) {
    requireLength(values.length);
    boolean single = type() == ElementType.FLOAT32;
    write(
        (from, buffer) -> {
          if (single) {
            FloatBuffer floats = buffer.asFloatBuffer();
            for (int i = from; floats.hasRemaining(); i++) {
              floats.put((float) values[i]);
            }
          } else {
            DoubleBuffer doubles = buffer.asDoubleBuffer();
            doubles.put(values, from, doubles.remaining());
          }
        });
  }

  private void write(Memory.Carry numbers) {
    requireAlive();
    block.memory().write(address(), length(), type().bytes(), numbers);
  }

  @Override
  public float[] toFloats() {
    float[] values = new float[length()];
    boolean single = type() == ElementType.FLOAT32;
    read(
        (from, buffer) -> {
          if (single) {
            FloatBuffer floats = buffer.asFloatBuffer();
            floats.get(values, from, floats.remaining());
          } else {
            DoubleBuffer doubles = buffer.asDoubleBuffer();
            for (int i = from; doubles.hasRemaining(); i++) {
              values[i] = (float) doubles.get();
            }
          }
        });
    return values;
  }

  @Override
  public double[] toDoubles() {
    double[] values = new double[length()];
    boolean single = type() == ElementType.FLOAT32;
    read(
        (from, buffer) -> {
          if (single) {
            FloatBuffer floats = buffer.asFloatBuffer();
            for (int i = from; floats.hasRemaining(); i++) {
              values[i] = floats.get();
            }
          } else {
            DoubleBuffer doubles = buffer.asDoubleBuffer();
            doubles.get(values, from, doubles.remaining());
          }
        });
    return values;
  }

  private void read(Memory.Carry numbers) {
    requireAlive();
    block.memory().read(address(), length(), type().bytes(), numbers);
  }

  @Override
  public double at(long index) {
    requireAlive();
    if (index < 0 || index >= size()) {
      throw new IndexOutOfBoundsException(this + " has no element " + index);
    }
    double[] value = new double[1];
    block
        .memory()
        .read(address(index), 1, type().bytes(), (from, buffer) -> value[0] = one(buffer));
    return value[0];
  }

  private double one(ByteBuffer buffer) {
    return type() == ElementType.FLOAT32 ? buffer.getFloat() : buffer.getDouble();
  }
}
