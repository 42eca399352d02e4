package io.github.altprop.jobs.state;

import io.github.altprop.training.tensor.ElementType;
import io.github.altprop.training.tensor.Tensor;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The elements of a flat tensor on their way between processes, in the tensor's precision. Never
 * changed once made.
 */
public final class Numbers implements Externalizable {
  private static final long serialVersionUID = 1L;
  private static final int CHUNK_BYTES = 1 << 16;

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

  public ElementType type() {
    return floats != null ? ElementType.FLOAT32 : ElementType.FLOAT64;
  }

  public int size() {
    return floats != null ? floats.length : doubles.length;
  }

  /** Overwrites a tensor of the same size. */
  public void into(Tensor tensor) {
    if (floats != null) {
      tensor.put(floats);
    } else {
      tensor.put(doubles);
    }
  }

  /** Adds these elements, each times {@code factor}, to sums. */
  public void addTo(double[] sums, double factor) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * (floats != null ? floats[i] : doubles[i]);
    }
  }

  // Java writes arrays one element at a time; whole chunks of bytes are an order faster.
  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeBoolean(floats != null);
    out.writeInt(size());
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

  @Override
  public void readExternal(ObjectInput in) throws IOException {
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
