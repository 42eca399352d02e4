package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.UserError;
import io.github.altprop.preprocessing.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A reading as one byte array, which Spark shuffles without knowing it: a checksum (CRC-32C of what
 * follows; Spark verifies what it shuffles only where it compresses), then an example's index,
 * label and stored image; a rejection has -1 for a label, then three texts and the file, each after
 * its length.
 */
final class PackedExample {
  private static final int INDEX = Integer.BYTES;
  private static final int LABEL = INDEX + Long.BYTES;
  private static final int HEAD = LABEL + Integer.BYTES;

  private static final int REJECTED = -1;

  private PackedExample() {}

  static byte[] pack(long index, int label, byte[] image) {
    byte[] packed = new byte[HEAD + image.length];
    System.arraycopy(image, 0, packed, HEAD, image.length);
    return sealed(packed, index, label);
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
    byte[] packed = new byte[bytes];
    ByteBuffer into = ByteBuffer.wrap(packed).position(HEAD);
    for (byte[] part : parts) {
      into.putInt(part.length).put(part);
    }
    return sealed(packed, rejection.index(), REJECTED);
  }

  /**
   * The same bytes.
   *
   * @throws UserError if they are not as they were packed
   */
  static byte[] verified(byte[] packed) {
    if (ByteBuffer.wrap(packed).getInt() != checksum(packed)) {
      throw new UserError(
          "an example came out of Spark's shuffle with other bytes than it went in; the disk of"
              + " spark.local.dir, the memory or the network of a machine is not to be trusted");
    }
    return packed;
  }

  static boolean isRejected(byte[] packed) {
    return label(packed) == REJECTED;
  }

  static Rejection rejection(byte[] packed) {
    ByteBuffer bytes = ByteBuffer.wrap(packed).position(HEAD);
    return new Rejection(index(packed), text(bytes), text(bytes), text(bytes), part(bytes));
  }

  static long index(byte[] packed) {
    return ByteBuffer.wrap(packed).getLong(INDEX);
  }

  static int label(byte[] packed) {
    return ByteBuffer.wrap(packed).getInt(LABEL);
  }

  static byte[] image(byte[] packed) {
    return Arrays.copyOfRange(packed, HEAD, packed.length);
  }

  private static byte[] sealed(byte[] packed, long index, int label) {
    ByteBuffer head = ByteBuffer.wrap(packed).putLong(INDEX, index).putInt(LABEL, label);
    head.putInt(0, checksum(packed));
    return packed;
  }

  private static int checksum(byte[] packed) {
    CRC32C checksum = new CRC32C();
    checksum.update(packed, INDEX, packed.length - INDEX);
    return (int) checksum.getValue();
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
