package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.image.ImageHeader.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Walks the markers of a JPEG file. Decoders fill what is missing with grey and say nothing, so
 * whether the file is whole is found here: it is if an end-of-image marker follows the last scan.
 * Bytes that belong to no part of the file are found here too, because libjpeg complains of them on
 * the standard error stream, where nobody learns in which file they are.
 *
 * <p>Source: ITU-T T.81, annex B.
 */
final class JpegFile {
  private static final int END_OF_IMAGE = 0xd9;
  private static final int FIRST_RESTART = 0xd0;
  private static final int LAST_RESTART = 0xd7;
  private static final int TEMPORARY = 0x01;

  private static final int START_OF_SCAN = 0xda;

  /** Zeros before a marker that are surely none of the picture's. */
  private static final int MANY_ZEROS = 2;

  private final byte[] file;
  private final List<Range> strays = new ArrayList<>();
  private int position = 2;
  private boolean inScan;
  private ImageHeader header;

  /** Bytes of the file, the last one excluded. */
  private record Range(int from, int to) {}

  private JpegFile(byte[] file) {
    this.file = file;
  }

  static ImageHeader header(byte[] file) throws UnusableImageException {
    JpegFile jpeg = new JpegFile(file);
    jpeg.walk();
    ImageHeader header = jpeg.header;
    return header.format() == Format.JPEG && !jpeg.strays.isEmpty()
        ? new ImageHeader(Format.JPEG_WITH_STRAYS, header.width(), header.height())
        : header;
  }

  /** A file without its stray bytes, which libjpeg would pass over. */
  static byte[] withoutStrays(byte[] file) throws UnusableImageException {
    JpegFile jpeg = new JpegFile(file);
    jpeg.walk();
    return jpeg.clean();
  }

  private byte[] clean() {
    byte[] clean = new byte[file.length];
    int length = 0;
    int from = 0;
    for (Range stray : strays) {
      System.arraycopy(file, from, clean, length, stray.from - from);
      length += stray.from - from;
      from = stray.to;
    }
    System.arraycopy(file, from, clean, length, file.length - from);
    return Arrays.copyOf(clean, length + file.length - from);
  }

  private void walk() throws UnusableImageException {
    while (true) {
      int marker = nextMarker();
      if (marker == END_OF_IMAGE) {
        if (header == null) {
          throw new UnusableImageException(Reason.UNDECODABLE, "a JPEG file without a frame");
        }
        return;
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
        inScan = marker == START_OF_SCAN;
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

  /** The next marker; entropy-coded data before it is passed over, and so is what is stray. */
  private int nextMarker() throws UnusableImageException {
    int start = position;
    while (true) {
      while (position < file.length && file[position] != (byte) 0xff) {
        position++;
      }
      int end = position;
      while (position < file.length && file[position] == (byte) 0xff) {
        position++;
      }
      if (position >= file.length) {
        throw truncated();
      }
      int marker = file[position++] & 0xff;
      if (marker != 0) {
        noteStrays(start, end, marker);
        return marker;
      }
    }
  }

  /**
   * Between segments all that is no marker is stray. At the end of entropy-coded data zeros are, if
   * there are several: the data ends in ones up to a whole byte, and a zero after FF is part of it.
   */
  private void noteStrays(int start, int end, int marker) {
    int from = start;
    if (inScan) {
      if (!hasSegment(marker) && marker != END_OF_IMAGE) {
        return;
      }
      from = end;
      while (from > start && file[from - 1] == 0) {
        from--;
      }
      from += from > start && file[from - 1] == (byte) 0xff ? 1 : 0;
      if (end - from < MANY_ZEROS) {
        return;
      }
    }
    if (from < end) {
      strays.add(new Range(from, end));
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
