package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.UserError;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * An example as one byte array, which Spark shuffles without knowing it: a checksum (CRC-32C of
 * what follows; Spark verifies what it shuffles only where it compresses), then index, label and
 * stored image.
 */
final class PackedExample {
  private static final int INDEX = Integer.BYTES;
  private static final int LABEL = INDEX + Long.BYTES;
  private static final int HEAD = LABEL + Integer.BYTES;

  private PackedExample() {}

  static byte[] pack(long index, int label, byte[] image) {
    byte[] packed = new byte[HEAD + image.length];
    System.arraycopy(image, 0, packed, HEAD, image.length);
    ByteBuffer head = ByteBuffer.wrap(packed).putLong(INDEX, index).putInt(LABEL, label);
    head.putInt(0, checksum(packed));
    return packed;
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

  static long index(byte[] packed) {
    return ByteBuffer.wrap(packed).getLong(INDEX);
  }

  static int label(byte[] packed) {
    return ByteBuffer.wrap(packed).getInt(LABEL);
  }

  static byte[] image(byte[] packed) {
    return Arrays.copyOfRange(packed, HEAD, packed.length);
  }

  private static int checksum(byte[] packed) {
    CRC32C checksum = new CRC32C();
    checksum.update(packed, INDEX, packed.length - INDEX);
    return (int) checksum.getValue();
  }
}
