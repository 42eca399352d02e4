package io.github.altprop.preprocessing.image;

import io.github.altprop.preprocessing.image.ImageHeader.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the first directory of a TIFF file.
 *
 * <p>Source: Adobe 1992, "TIFF, revision 6.0", sections 2, 8 and 18.
 */
final class TiffFile {
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int STRIP_BYTES = 279;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;

  private static final int SHORT = 3;
  private static final int CIE_LAB = 8;
  private static final int MOST_BITS = 16;
  private static final int UNSIGNED = 1;
  private static final int ASSOCIATED_ALPHA = 1;
  private static final int UNASSOCIATED_ALPHA = 2;
  private static final int ENTRY = 12;

  private final byte[] file;
  private final ByteBuffer bytes;

  private TiffFile(byte[] file) {
    this.file = file;
    this.bytes =
        ByteBuffer.wrap(file)
            .order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  static ImageHeader header(byte[] file) throws UnusableImageException {
    TiffFile tiff = new TiffFile(file);
    tiff.refuseUnusualSamples();
    tiff.refuseMissing(STRIP_OFFSETS, STRIP_BYTES);
    tiff.refuseMissing(TILE_OFFSETS, TILE_BYTES);
    return new ImageHeader(Format.TIFF, (int) tiff.value(WIDTH, 0), (int) tiff.value(HEIGHT, 0));
  }

  /**
   * The file, with its transparency declared to be multiplied into the colours already: libtiff
   * multiplies them otherwise, and the colours are wanted as they are.
   */
  static byte[] withColoursAsStored(byte[] file) throws UnusableImageException {
    TiffFile tiff = new TiffFile(file);
    int entry = tiff.entry(EXTRA_SAMPLES);
    if (entry < 0 || tiff.value(EXTRA_SAMPLES, 0) != UNASSOCIATED_ALPHA) {
      return file;
    }
    byte[] changed = file.clone();
    int at = tiff.valueAt(entry, 0);
    ByteBuffer.wrap(changed).order(tiff.bytes.order()).putShort(at, (short) ASSOCIATED_ALPHA);
    return changed;
  }

  private void refuseUnusualSamples() throws UnusableImageException {
    if (value(PHOTOMETRIC, 0) == CIE_LAB
        || value(BITS, 1) > MOST_BITS
        || value(SAMPLE_FORMAT, UNSIGNED) != UNSIGNED) {
      throw new UnusableImageException(
          Reason.UNDECODABLE, "a TIFF of other samples than unsigned numbers of at most 16 bits");
    }
  }

  /** Refuses a file that ends before one of the pieces that its directory lists. */
  private void refuseMissing(int offsets, int lengths) throws UnusableImageException {
    int starts = entry(offsets);
    int sizes = entry(lengths);
    if (starts < 0 || sizes < 0) {
      return;
    }
    long pieces = Integer.toUnsignedLong(bytes.getInt(starts + 4));
    for (long i = 0; i < pieces; i++) { // ends with the file at the latest
      if (number(starts, i) + number(sizes, i) > file.length) {
        throw truncated();
      }
    }
  }

  /** The first value of a tag, or another if the tag is not there. */
  private long value(int tag, long otherwise) throws UnusableImageException {
    int entry = entry(tag);
    return entry < 0 ? otherwise : number(entry, 0);
  }

  private long number(int entry, long index) throws UnusableImageException {
    int at = valueAt(entry, index);
    return bytes.getShort(entry + 2) == SHORT
        ? Short.toUnsignedLong(bytes.getShort(at))
        : Integer.toUnsignedLong(bytes.getInt(at));
  }

  /** Where a value lies: in the entry itself if all of them fit into four bytes. */
  private int valueAt(int entry, long index) throws UnusableImageException {
    int size = bytes.getShort(entry + 2) == SHORT ? 2 : 4;
    long all = Integer.toUnsignedLong(bytes.getInt(entry + 4)) * size;
    long start = all <= 4 ? entry + 8 : Integer.toUnsignedLong(bytes.getInt(entry + 8));
    return position(start + index * size, size);
  }

  /** Where the entry of a tag is in the first directory; -1 if it has none. */
  private int entry(int tag) throws UnusableImageException {
    int directory = position(Integer.toUnsignedLong(bytes.getInt(position(4, 4))), 2);
    int entries = Short.toUnsignedInt(bytes.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int at = position(directory + 2L + (long) ENTRY * i, ENTRY);
      if (Short.toUnsignedInt(bytes.getShort(at)) == tag) {
        return at;
      }
    }
    return -1;
  }

  private int position(long at, int length) throws UnusableImageException {
    if (at + length > file.length) {
      throw truncated();
    }
    return (int) at;
  }

  private UnusableImageException truncated() {
    return new UnusableImageException(
        Reason.TRUNCATED,
        "the file ends at byte " + file.length + " before its first picture does");
  }
}
