package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.image.ImageHeader.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the head of a BMP file. Source: Microsoft, "Bitmap Storage". */
final class BmpFile {
  private static final int FILE_HEAD = 14;
  private static final int CORE_HEAD = 12;
  private static final int INFO_HEAD = 40;
  private static final int UNCOMPRESSED = 0;
  private static final int BIT_FIELDS = 3;
  private static final int PACKED_BITS = 16;

  private BmpFile() {}

  static ImageHeader header(byte[] file) throws UnusableImageException {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < FILE_HEAD + CORE_HEAD) {
      throw truncated(file);
    }
    int head = bytes.getInt(FILE_HEAD);
    if (head == CORE_HEAD) {
      return checked(
          file,
          Short.toUnsignedInt(bytes.getShort(FILE_HEAD + 4)),
          Short.toUnsignedInt(bytes.getShort(FILE_HEAD + 6)),
          Short.toUnsignedInt(bytes.getShort(FILE_HEAD + 10)),
          UNCOMPRESSED);
    }
    if (head < INFO_HEAD) {
      throw new UnusableImageException(Reason.UNDECODABLE, "a BMP header of " + head + " bytes");
    }
    if (file.length < FILE_HEAD + INFO_HEAD) {
      throw truncated(file);
    }
    return checked(
        file,
        bytes.getInt(FILE_HEAD + 4),
        Math.abs(bytes.getInt(FILE_HEAD + 8)), // negative: the first row is the upper one
        Short.toUnsignedInt(bytes.getShort(FILE_HEAD + 14)),
        bytes.getInt(FILE_HEAD + 16));
  }

  private static ImageHeader checked(byte[] file, int width, int height, int bits, int compression)
      throws UnusableImageException {
    long start =
        Integer.toUnsignedLong(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(10));
    boolean plain = compression == UNCOMPRESSED || compression == BIT_FIELDS;
    if (width < 0 || height < 0) {
      throw new UnusableImageException(Reason.UNDECODABLE, "an image of " + width + " x " + height);
    }
    long rowBytes = ((long) width * bits + 31) / 32 * 4; // rows begin at whole words
    if (plain && rowBytes * height > file.length - start) {
      throw truncated(file);
    }
    return new ImageHeader(bits == PACKED_BITS ? Format.PACKED_BMP : Format.BMP, width, height);
  }

  private static UnusableImageException truncated(byte[] file) {
    return new UnusableImageException(
        Reason.TRUNCATED, "the file ends at byte " + file.length + " before its last row");
  }
}
