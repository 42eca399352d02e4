package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import java.util.function.LongPredicate;

/** Some consecutive images of an IDX file, with their labels from another. */
record IdxChunk(
    String imagePath,
    String labelPath,
    Split split,
    long firstIndex,
    int count,
    int pixels,
    int classes,
    boolean last)
    implements Chunk {

  @Override
  public int[] labels(FileAccess files) {
    long offset = IdxHeader.LABEL_BYTES + firstIndex;
    int[] labels = new int[count];
    try (RecordReader reader = RecordReader.open(files, labelPath, offset, 1)) {
      for (int i = 0; i < count; i++) {
        labels[i] = Byte.toUnsignedInt(reader.next()[0]);
        if (labels[i] >= classes) {
          throw BadInputException.at(
              labelPath, offset + i, "label " + labels[i] + "; expected 0 to " + (classes - 1));
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
      Example read(int ordinal) {
        byte[] image = reader.next().clone();
        expectEnd(ordinal);
        return new Example(firstIndex + ordinal, labels[ordinal], image);
      }

      @Override
      void skip(int ordinal) {
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
}
