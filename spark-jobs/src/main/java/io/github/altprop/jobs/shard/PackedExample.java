package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.Example;
import java.nio.ByteBuffer;

/** An example as one byte array, which Spark shuffles without knowing it: index, label, pixels. */
final class PackedExample {
  static final int PIXELS = Long.BYTES + Integer.BYTES;

  private PackedExample() {}

  static byte[] pack(Example example, int label) {
    return ByteBuffer.allocate(PIXELS + example.pixels().length)
        .putLong(example.index())
        .putInt(label)
        .put(example.pixels())
        .array();
  }

  static long index(byte[] packed) {
    return ByteBuffer.wrap(packed).getLong();
  }

  static int label(byte[] packed) {
    return ByteBuffer.wrap(packed).getInt(Long.BYTES);
  }
}
