package io.github.altprop.jobs.state;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Tensor;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The elements of a flat tensor on their way between processes, in the tensor's precision. Not
 * changed once made, unless they are given up to {@link Assembly#over}.
 */
public final class Numbers implements Externalizable {
  private static final long serialVersionUID = 1L;
  private static final int CHUNK_BYTES = 1 << 16;

  /** Sums of so many elements stay in a core's cache. */
  private static final int SUMMED_AT_ONCE = 2048;

  private float[] floats;
  private double[] doubles;

  /** For deserialisation only. */
  public Numbers() {}

  private Numbers(float[] floats, double[] doubles) {
    this.floats = floats;
    this.doubles = doubles;
  }

  /** A copy of a tensor's elements. */
  public static Numbers of(Tensor tensor) {
    return tensor.type() == ElementType.FLOAT32
        ? new Numbers(tensor.toFloats(), null)
        : new Numbers(null, tensor.toDoubles());
  }

  /** Doubles, rounded to the precision. */
  public static Numbers of(ElementType type, double[] values) {
    if (type == ElementType.FLOAT64) {
      return new Numbers(null, values.clone());
    }
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return new Numbers(rounded, null);
  }

  /** A copy of {@code count} elements of a flat tensor. */
  static Numbers of(Tensor tensor, int from, int count) {
    return count == 0 ? zeros(tensor.type(), 0) : of(tensor.slice(from, count));
  }

  /** Room for numbers that {@link #put} will bring. */
  static Numbers zeros(ElementType type, int size) {
    return type == ElementType.FLOAT32
        ? new Numbers(new float[size], null)
        : new Numbers(null, new double[size]);
  }

  /**
   * The mean of equally long numbers, each weighted: sum_w n_w x_w / sum_w n_w in float64, in the
   * order given, rounded once. The mean of one is that one.
   */
  public static Numbers mean(List<Numbers> parts, List<Long> weights) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Numbers mean = zeros(parts.get(0).type(), parts.get(0).size());
    double total = 0;
    for (long weight : weights) {
      total += (double) weight;
    }
    double[] sums = new double[Math.min(SUMMED_AT_ONCE, mean.size())];
    for (int from = 0; from < mean.size(); from += SUMMED_AT_ONCE) {
      int count = Math.min(SUMMED_AT_ONCE, mean.size() - from);
      Arrays.fill(sums, 0);
      for (int part = 0; part < parts.size(); part++) {
        parts.get(part).addTo(sums, (double) weights.get(part), from, count);
      }
      mean.round(sums, total, from, count);
    }
    return mean;
  }

  public ElementType type() {
    return floats != null ? ElementType.FLOAT32 : ElementType.FLOAT64;
  }

  public int size() {
    return floats != null ? floats.length : doubles.length;
  }

  /** Bytes of the elements. */
  public long bytes() {
    return (long) size() * type().bytes();
  }

  /** Bytes that {@link #writeTo} writes. */
  public long writtenBytes() {
    return 1 + Integer.BYTES + bytes();
  }

  /** Overwrites a tensor of the same size. */
  public void into(Tensor tensor) {
    if (floats != null) {
      tensor.put(floats);
    } else {
      tensor.put(doubles);
    }
  }

  /** The elements as doubles. */
  public double[] toDoubles() {
    double[] values = new double[size()];
    addTo(values, 1, 0, size());
    return values;
  }

  /** A copy of some elements. */
  Numbers copy(int from, int count) {
    return floats != null
        ? new Numbers(Arrays.copyOfRange(floats, from, from + count), null)
        : new Numbers(null, Arrays.copyOfRange(doubles, from, from + count));
  }

  /** Overwrites elements; only while these numbers are being made. */
  void put(int from, Numbers piece) {
    if (floats != null) {
      System.arraycopy(piece.floats, 0, floats, from, piece.size());
    } else {
      System.arraycopy(piece.doubles, 0, doubles, from, piece.size());
    }
  }

  private void addTo(double[] sums, double factor, int from, int count) {
    if (floats != null) {
      for (int i = 0; i < count; i++) {
        sums[i] += factor * floats[from + i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        sums[i] += factor * doubles[from + i];
      }
    }
  }

  private void round(double[] sums, double divisor, int from, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] /= divisor; // a loop of its own, because Java vectorises those of one type
    }
    if (floats != null) {
      for (int i = 0; i < count; i++) {
        floats[from + i] = (float) sums[i];
      }
    } else {
      System.arraycopy(sums, 0, doubles, from, count);
    }
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    writeTo(out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    try {
      readFrom(in);
    } catch (OutOfMemoryError e) {
      // Java would complain of data that nobody read, and hide that memory ran out.
      byte[] unread = new byte[CHUNK_BYTES];
      while (in.read(unread) >= 0) {}
      throw e;
    }
  }

  /** Numbers that {@link #writeTo} wrote. */
  public static Numbers read(DataInput in) throws IOException {
    Numbers numbers = new Numbers();
    numbers.readFrom(in);
    return numbers;
  }

  /** Writes type, size and elements. */
  // Java writes arrays one element at a time; whole chunks of bytes are an order faster.
  public void writeTo(DataOutput out) throws IOException {
    out.writeBoolean(floats != null);
    out.writeInt(size());
    writeElements(out::write);
  }

  /** Writes the elements alone, little endian. */
  public void writeElements(OutputStream out) throws IOException {
    writeElements(out::write);
  }

  private interface Bytes {
    void write(byte[] bytes, int from, int count) throws IOException;
  }

  private void writeElements(Bytes out) throws IOException {
    byte[] bytes = new byte[CHUNK_BYTES];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int perChunk = CHUNK_BYTES / type().bytes();
    for (int from = 0; from < size(); from += perChunk) {
      int count = Math.min(perChunk, size() - from);
      if (floats != null) {
        chunk.asFloatBuffer().put(floats, from, count);
      } else {
        chunk.asDoubleBuffer().put(doubles, from, count);
      }
      out.write(bytes, 0, count * type().bytes());
    }
  }

  private void readFrom(DataInput in) throws IOException {
    boolean single = in.readBoolean();
    int size = in.readInt();
    floats = single ? new float[size] : null;
    doubles = single ? null : new double[size];
    byte[] bytes = new byte[CHUNK_BYTES];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int perChunk = CHUNK_BYTES / type().bytes();
    for (int from = 0; from < size; from += perChunk) {
      int count = Math.min(perChunk, size - from);
      in.readFully(bytes, 0, count * type().bytes());
      if (single) {
        chunk.asFloatBuffer().get(floats, from, count);
      } else {
        chunk.asDoubleBuffer().get(doubles, from, count);
      }
    }
  }
}
