package io.github.altprop.training.tensor.cuda;

import io.github.altprop.training.tensor.Activation;
import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Window;
import java.util.Arrays;

/** Arguments of a kernel in their order, each from a slot of 64 bits on. */
final class Arguments {
  private final ElementType type;
  private long[] slots = new long[16];
  private int used;
  private int[] starts = new int[16];
  private int count;

  /** None yet, for a kernel over elements of the given type. */
  Arguments(ElementType type) {
    this.type = type;
  }

  /** Which of the two forms of the kernel is meant. */
  ElementType type() {
    return type;
  }

  /** All arguments; a structure takes several slots. */
  long[] slots() {
    return Arrays.copyOf(slots, used);
  }

  /** The first slot of each argument. */
  int[] starts() {
    return Arrays.copyOf(starts, count);
  }

  Arguments ints(int... values) {
    for (int value : values) {
      start();
      slot(value & 0xffffffffL);
    }
    return this;
  }

  /** Numbers of the element type. */
  Arguments reals(double... values) {
    for (double value : values) {
      start();
      slot(
          type == ElementType.FLOAT32
              ? Float.floatToRawIntBits((float) value) & 0xffffffffL
              : Double.doubleToRawLongBits(value));
    }
    return this;
  }

  /** A double, whatever the element type. */
  Arguments number(double value) {
    start();
    slot(Double.doubleToRawLongBits(value));
    return this;
  }

  /** Addresses on the device. */
  Arguments addresses(long... values) {
    for (long value : values) {
      start();
      slot(value);
    }
    return this;
  }

  /** The memory of tensors. */
  Arguments tensors(CudaTensor... tensors) {
    for (CudaTensor tensor : tensors) {
      addresses(tensor.address());
    }
    return this;
  }

  /** Kind and slope of an activation. */
  Arguments activation(Activation f) {
    return ints(KernelSource.number(f.kind())).reals(f.slope());
  }

  /** The structure that windows.cu calls Window. */
  Arguments window(Window w, int channels) {
    start();
    pair(w.height(), w.width());
    pair(w.kernelHeight(), w.kernelWidth());
    pair(w.stride(), w.top());
    pair(w.left(), w.outHeight());
    pair(w.outWidth(), channels);
    return this;
  }

  private void pair(int low, int high) {
    slot(((long) high << 32) | (low & 0xffffffffL));
  }

  private void start() {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
    }
    starts[count++] = used;
  }

  private void slot(long bits) {
    if (used == slots.length) {
      slots = Arrays.copyOf(slots, 2 * used);
    }
    slots[used++] = bits;
  }
}
