package io.github.altprop.evaluation.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A file of records as TensorFlow frames them: length, its checksum, content, its checksum, all in
 * little-endian order.
 *
 * <p>Source: TensorFlow, "TFRecord and tf.train.Example", section "TFRecords format details".
 */
final class Records {
  /** Added to the rotated checksum, so that checksums of checksums are no trivial ones. */
  private static final int MASK = 0xa282ead8;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  void add(byte[] content) {
    byte[] length = little(Long.BYTES).putLong(content.length).array();
    file.writeBytes(length);
    file.writeBytes(checksum(length));
    file.writeBytes(content);
    file.writeBytes(checksum(content));
  }

  byte[] toBytes() {
    return file.toByteArray();
  }

  private static byte[] checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    return little(Integer.BYTES).putInt(masked).array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
