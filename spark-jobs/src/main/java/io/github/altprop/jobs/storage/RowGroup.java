package io.github.altprop.jobs.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Some examples, column by column, their images decoded. Arrays are not copied.
 *
 * @param rows number of examples
 * @param indices ordinal in the source of each
 * @param labels class of each
 * @param pixels the images, one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record RowGroup(int rows, long[] indices, int[] labels, byte[] pixels) {
  /** Indices as Parquet stores them. */
  static byte[] indexBytes(long[] indices, int rows) {
    byte[] bytes = new byte[rows * Long.BYTES];
    little(bytes).asLongBuffer().put(indices, 0, rows);
    return bytes;
  }

  /** Labels as Parquet stores them. */
  static byte[] labelBytes(int[] labels, int rows) {
    byte[] bytes = new byte[rows * Integer.BYTES];
    little(bytes).asIntBuffer().put(labels, 0, rows);
    return bytes;
  }

  /** Bytes of memory that this takes. */
  long size() {
    return pixels.length + (long) rows * (Long.BYTES + Integer.BYTES);
  }

  /** The checksum that the manifest calls {@code crc32c}. */
  static long checksum(byte[] indexBytes, byte[] labelBytes, byte[] page, int pageBytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(indexBytes);
    checksum.update(labelBytes);
    checksum.update(page, 0, pageBytes);
    return checksum.getValue();
  }

  static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
