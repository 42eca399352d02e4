package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A reading as one byte array, which Spark shuffles without knowing it. An example is its index,
 * label and stored image; a rejection has -1 for a label, then three texts and the file, each after
 * its length.
 */
final class PackedExample {
  private static final int HEAD = Long.BYTES + Integer.BYTES;

  private static final int REJECTED = -1;

  private PackedExample() {}

  static byte[] pack(long index, int label, byte[] image) {
    return ByteBuffer.allocate(HEAD + image.length).putLong(index).putInt(label).put(image).array();
  }

  static byte[] pack(Rejection rejection) {
    byte[][] parts = {
      rejection.path().getBytes(StandardCharsets.UTF_8),
      rejection.reason().getBytes(StandardCharsets.UTF_8),
      rejection.cause().getBytes(StandardCharsets.UTF_8),
      rejection.file()
    };
    int bytes = HEAD;
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

  static byte[] image(byte[] packed) {
    return Arrays.copyOfRange(packed, HEAD, packed.length);
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
