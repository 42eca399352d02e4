package io.github.altprop.preprocessing.format.idx;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.RecordReader;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.ChunkExamples;
import io.github.altprop.preprocessing.source.Examples;
import java.util.function.LongPredicate;

/**
 * Some consecutive images of an IDX file, with their labels from another.
 *
 * @param columns width of a stored image
 * @param firstLabel what the file has for the first class
 * @param layout how the pixels of an image are stored
 */
record IdxChunk(
    String imagePath,
    String labelPath,
    Split split,
    long firstIndex,
    int count,
    int pixels,
    int columns,
    int classes,
    int firstLabel,
    Layout layout,
    boolean last)
    implements Chunk {

  /** How the pixels of an image are stored. */
  enum Layout {
    /** Row by row. */
    UPRIGHT,
    /** Column by column. */
    TRANSPOSED
  }

  @Override
  public int[] labels(FileAccess files) {
    long offset = IdxHeader.LABEL_BYTES + firstIndex;
    int[] labels = new int[count];
    try (RecordReader reader = RecordReader.open(files, labelPath, offset, 1)) {
      for (int i = 0; i < count; i++) {
        int label = Byte.toUnsignedInt(reader.next()[0]);
        labels[i] = label - firstLabel;
        if (labels[i] < 0 || labels[i] >= classes) {
          throw BadInputException.at(
              labelPath,
              offset + i,
              "label " + label + "; expected " + firstLabel + " to " + (firstLabel + classes - 1));
        }
      }
      if (last) {
        reader.expectEnd();
      }
    }
    return labels;
  }

  @Override
  public Examples<Example> examples(FileAccess files, LongPredicate wanted) {
    int[] labels = labels(files);
    long offset = IdxHeader.IMAGE_BYTES + firstIndex * pixels;
    RecordReader reader = RecordReader.open(files, imagePath, offset, pixels);
    return new ChunkExamples(this, wanted, reader) {
      @Override
      protected Example read(int ordinal) {
        byte[] image = upright(reader.next());
        expectEnd(ordinal);
        return new Example(firstIndex + ordinal, labels[ordinal], image);
      }

      @Override
      protected void skip(int ordinal) {
        reader.next();
        expectEnd(ordinal);
      }

      private void expectEnd(int ordinal) {
        if (last && ordinal == count - 1) {
          reader.expectEnd();
        }
      }
    };
  }

  /** A copy of an image, row by row. */
  private byte[] upright(byte[] stored) {
    if (layout == Layout.UPRIGHT) {
      return stored.clone();
    }
    byte[] image = new byte[pixels];
    int rows = pixels / columns;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        image[column * rows + row] = stored[row * columns + column];
      }
    }
    return image;
  }
}
