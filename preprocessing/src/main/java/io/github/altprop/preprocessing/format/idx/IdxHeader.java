package io.github.altprop.preprocessing.format.idx;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.RecordReader;
import java.nio.ByteBuffer;

/**
 * The head of an IDX file of unsigned bytes: big-endian magic number and dimensions.
 *
 * @param count number of images or labels
 * @param rows height of an image; 1 for labels
 * @param columns width of an image; 1 for labels
 */
record IdxHeader(int count, int rows, int columns) {
  static final int IMAGE_BYTES = 16;
  static final int LABEL_BYTES = 8;

  private static final int IMAGE_MAGIC = 0x0803;
  private static final int LABEL_MAGIC = 0x0801;
  private static final int MAX_COUNT = 100_000_000;
  private static final int MAX_SIDE = 4_096;

  static IdxHeader images(FileAccess files, FileEntry file) {
    try (RecordReader words = open(files, file, IMAGE_MAGIC)) {
      IdxHeader header =
          new IdxHeader(
              dimension(file, words, 4, MAX_COUNT),
              dimension(file, words, 8, MAX_SIDE),
              dimension(file, words, 12, MAX_SIDE));
      checkLength(file, IMAGE_BYTES + (long) header.count * header.rows * header.columns);
      return header;
    }
  }

  static IdxHeader labels(FileAccess files, FileEntry file) {
    try (RecordReader words = open(files, file, LABEL_MAGIC)) {
      IdxHeader header = new IdxHeader(dimension(file, words, 4, MAX_COUNT), 1, 1);
      checkLength(file, LABEL_BYTES + (long) header.count);
      return header;
    }
  }

  private static RecordReader open(FileAccess files, FileEntry file, int magic) {
    RecordReader words = RecordReader.open(files, file.path(), 0, Integer.BYTES);
    int found = ByteBuffer.wrap(words.next()).getInt();
    if (found != magic) {
      words.close();
      throw BadInputException.at(
          file.path(),
          0,
          "magic number 0x%08x; expected 0x%08x (IDX, unsigned bytes, %d dimensions)"
              .formatted(found, magic, magic & 0xff));
    }
    return words;
  }

  private static int dimension(FileEntry file, RecordReader words, int offset, int most) {
    int value = ByteBuffer.wrap(words.next()).getInt();
    if (value < 1 || value > most) {
      throw BadInputException.at(
          file.path(),
          offset,
          "dimension " + Integer.toUnsignedString(value) + "; expected 1 to " + most);
    }
    return value;
  }

  /** What a gzipped file holds shows only when it is read to its end. */
  private static void checkLength(FileEntry file, long expected) {
    if (file.path().endsWith(".gz") || file.length() == expected) {
      return;
    }
    long offset = Math.min(file.length(), expected);
    String complaint = file.length() < expected ? "the file ends here" : "data goes on here";
    throw BadInputException.at(
        file.path(), offset, complaint + "; its header announces " + expected + " bytes");
  }
}
