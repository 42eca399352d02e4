package io.github.altprop.preprocessing.source;

import java.io.Serializable;

/**
 * An image file, by itself or in an archive.
 *
 * @param archive path of the archive; empty for a file by itself
 * @param name path below the data set's folder, the same whether it is in an archive or not
 * @param offset of its first byte in the archive
 * @param length bytes
 * @param label class
 */
record ImageEntry(String archive, String name, long offset, long length, int label)
    implements Serializable {
  /** Bytes of the longest file that is taken for an image. */
  static final long LONGEST = 256L << 20;

  /** A file by itself. */
  static ImageEntry file(String name, long length, int label) {
    return new ImageEntry("", name, 0, length, label);
  }

  boolean isTooLong() {
    return length > LONGEST;
  }
}
