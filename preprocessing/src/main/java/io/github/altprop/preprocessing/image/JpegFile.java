package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.image.ImageHeader.Format;

/**
 * Walks the markers of a JPEG file. Decoders fill what is missing with grey and say nothing, so
 * whether the file is whole is found here: it is if an end-of-image marker follows the last scan.
 *
 * <p>Source: ITU-T T.81, annex B.
 */
final class JpegFile {
  private static final int END_OF_IMAGE = 0xd9;
  private static final int FIRST_RESTART = 0xd0;
  private static final int LAST_RESTART = 0xd7;
  private static final int TEMPORARY = 0x01;

  private final byte[] file;
  private int position = 2;
  private ImageHeader header;

  private JpegFile(byte[] file) {
    this.file = file;
  }

  static ImageHeader header(byte[] file) throws UnusableImageException {
    return new JpegFile(file).walk();
  }

  private ImageHeader walk() throws UnusableImageException {
    while (true) {
      int marker = nextMarker();
      if (marker == END_OF_IMAGE) {
        if (header == null) {
          throw new UnusableImageException(Reason.UNDECODABLE, "a JPEG file without a frame");
        }
        return header;
      }
      if (hasSegment(marker)) {
        int length = word(position);
        if (isFrame(marker)) {
          header = frame();
        }
        if (length < 2) {
          throw new UnusableImageException(
              Reason.UNDECODABLE, "byte " + position + ": a segment of length " + length);
        }
        position += length;
      }
    }
  }

  private ImageHeader frame() throws UnusableImageException {
    int height = word(position + 3);
    int width = word(position + 5);
    int bits = word(position + 2) >> 8;
    int components = word(position + 6) & 0xff;
    boolean usual = bits == 8 && (components == 1 || components == 3);
    return new ImageHeader(usual ? Format.JPEG : Format.UNUSUAL_JPEG, width, height);
  }

  /** The next marker; entropy-coded data before it is passed over. */
  private int nextMarker() throws UnusableImageException {
    while (true) {
      while (position < file.length && file[position] != (byte) 0xff) {
        position++;
      }
      while (position < file.length && file[position] == (byte) 0xff) {
        position++;
      }
      if (position >= file.length) {
        throw truncated();
      }
      int marker = file[position++] & 0xff;
      if (marker != 0) {
        return marker;
      }
    }
  }

  private static boolean hasSegment(int marker) {
    return !(marker >= FIRST_RESTART && marker <= LAST_RESTART) && marker != TEMPORARY;
  }

  /** Start of frame: C0 to CF, but for tables (C4, CC) and an extension (C8). */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private int word(int at) throws UnusableImageException {
    if (at + 1 >= file.length) {
      throw truncated();
    }
    return (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
  }

  private UnusableImageException truncated() {
    return new UnusableImageException(
        Reason.TRUNCATED,
        "the file ends at byte " + file.length + " without an end-of-image marker");
  }
}
