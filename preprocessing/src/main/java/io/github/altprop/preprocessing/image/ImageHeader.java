package io.github.altprop.preprocessing.image;

import java.util.Arrays;

/**
 * What a file claims to be, read without decoding it. The content counts, not the name.
 *
 * @param format of the file
 * @param width columns
 * @param height rows
 */
record ImageHeader(Format format, int width, int height) {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** Formats that are read. */
  enum Format {
    /** Grey or of three components, eight bits each. */
    JPEG,
    /** JPEG with more components (CMYK, YCCK), or of more bits. */
    UNUSUAL_JPEG,
    PNG
  }

  /** Reads the header and checks that the file is there to its end. */
  static ImageHeader of(byte[] file) throws UnusableImageException {
    if (file.length == 0) {
      throw new UnusableImageException(Reason.EMPTY, "the file has no bytes");
    }
    if (startsWith(file, PNG)) {
      return PngFile.header(file);
    }
    if (file.length >= 2 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == 0xd8) {
      return JpegFile.header(file);
    }
    throw new UnusableImageException(
        Reason.NOT_AN_IMAGE, "the file starts like neither a JPEG nor a PNG");
  }

  private static boolean startsWith(byte[] file, byte[] magic) {
    return file.length >= magic.length
        && Arrays.equals(file, 0, magic.length, magic, 0, magic.length);
  }
}
