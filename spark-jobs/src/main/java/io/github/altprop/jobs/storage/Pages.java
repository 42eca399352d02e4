package io.github.altprop.jobs.storage;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.dataset.SplitManifest.RowGroupEntry;

/**
 * A row group as it is stored: one page a column, which the checksum of the manifest is about.
 *
 * @param index ordinals, int64
 * @param label classes, int32
 * @param image the images, as their {@link ImageColumn} has them
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Pages(byte[] index, byte[] label, byte[] image) {
  /** Bytes in all. */
  long size() {
    return (long) index.length + label.length + image.length;
  }

  /** The checksum that the manifest calls {@code crc32c}. */
  long checksum() {
    return RowGroup.checksum(index, label, image, image.length);
  }

  /**
   * The examples of the row group.
   *
   * @param classes number of classes
   * @param where the row group is, for complaints
   */
  RowGroup decode(RowGroupEntry entry, ImageColumn images, int classes, String where) {
    long[] indices = new long[entry.rows()];
    RowGroup.little(index).asLongBuffer().get(indices);
    int[] labels = new int[entry.rows()];
    RowGroup.little(label).asIntBuffer().get(labels);
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new BadInputException(
            where + ", row " + row + ": label " + labels[row] + "; expected 0 to " + (classes - 1));
      }
    }
    return new RowGroup(entry.rows(), indices, labels, images.page(image, entry.rows(), where));
  }
}
