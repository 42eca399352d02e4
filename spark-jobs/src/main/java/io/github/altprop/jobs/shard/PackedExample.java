package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A reading as one byte array, which Spark shuffles without knowing it. An example is its index,
 * label and pixels; a rejection has -1 for a label, then three texts and the file, each after its
 * length.
 */
final class PackedExample {
  static final int PIXELS = Long.BYTES + Integer.BYTES;

  private static final int REJECTED = -1;

  private PackedExample() {}

  static byte[] pack(Example example, int label) {
    return ByteBuffer.allocate(PIXELS + example.pixels().length)
        .putLong(example.index())
        .putInt(label)
        .put(example.pixels())
        .array();
  }

  static byte[] pack(Rejection rejection) {
    byte[][] parts = {
      rejection.path().getBytes(StandardCharsets.UTF_8),
      rejection.reason().getBytes(StandardCharsets.UTF_8),
      rejection.cause().getBytes(StandardCharsets.UTF_8),
      rejection.file()
    };
    int bytes = PIXELS;
    for (byte[] part : parts) {
      bytes += Integer.BYTES + part.length;
    }
    ByteBuffer packed = ByteBuffer.allocate(bytes).putLong(rejection.index()).putInt(REJECTED);
    for (byte[] part : parts) {
      packed.putInt(part.length).put(part);
    }
    return packed.array();
  }

  static boolean isRejected(byte[] packed) {
    return label(packed) == REJECTED;
  }

  static Rejection rejection(byte[] packed) {
    ByteBuffer bytes = ByteBuffer.wrap(packed);
    long index = bytes.getLong();
    bytes.getInt();
    return new Rejection(index, text(bytes), text(bytes), text(bytes), part(bytes));
  }

  static long index(byte[] packed) {
    return ByteBuffer.wrap(packed).getLong();
  }

  static int label(byte[] packed) {
    return ByteBuffer.wrap(packed).getInt(Long.BYTES);
  }

  private static String text(ByteBuffer bytes) {
    return new String(part(bytes), StandardCharsets.UTF_8);
  }

  private static byte[] part(ByteBuffer bytes) {
    byte[] part = new byte[bytes.getInt()];
    bytes.get(part);
    return part;
  }
}
