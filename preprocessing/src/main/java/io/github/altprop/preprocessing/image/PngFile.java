package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.image.ImageHeader.Format;
import java.nio.ByteBuffer;

/** Walks the chunks of a PNG file. Source: W3C, "Portable Network Graphics", section 5. */
final class PngFile {
  private static final int SIGNATURE = 8;
  private static final int HEAD = 8;
  private static final int CHECKSUM = 4;
  private static final int HEADER_CHUNK = 0x49484452; // IHDR
  private static final int END_CHUNK = 0x49454e44; // IEND

  private PngFile() {}

  static ImageHeader header(byte[] file) throws UnusableImageException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    if (file.length < SIGNATURE + HEAD + HEAD || bytes.getInt(SIGNATURE + 4) != HEADER_CHUNK) {
      throw truncated(file);
    }
    ImageHeader header =
        new ImageHeader(
            Format.PNG, bytes.getInt(SIGNATURE + HEAD), bytes.getInt(SIGNATURE + HEAD + 4));
    long position = SIGNATURE;
    while (position + HEAD + CHECKSUM <= file.length) {
      long length = Integer.toUnsignedLong(bytes.getInt((int) position));
      if (bytes.getInt((int) position + 4) == END_CHUNK) {
        return header;
      }
      position += HEAD + length + CHECKSUM;
    }
    throw truncated(file);
  }

  private static UnusableImageException truncated(byte[] file) {
    return new UnusableImageException(
        Reason.TRUNCATED, "the file ends at byte " + file.length + " before its last chunk");
  }
}
