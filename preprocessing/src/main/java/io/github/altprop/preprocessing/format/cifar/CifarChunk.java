package io.github.altprop.preprocessing.format.cifar;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.RecordReader;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.ChunkExamples;
import io.github.altprop.preprocessing.source.Examples;
import java.util.function.LongPredicate;

/** Some consecutive records of one CIFAR file. */
record CifarChunk(
    String path,
    Split split,
    long firstIndex,
    int firstRecord,
    int count,
    int labelBytes,
    int classes)
    implements Chunk {
  private static final int PLANE = 32 * 32;
  private static final int PIXELS = 3 * PLANE;

  @Override
  public int[] labels(FileAccess files) {
    int[] labels = new int[count];
    try (RecordReader records = open(files)) {
      for (int i = 0; i < count; i++) {
        labels[i] = label(records.next(), i);
      }
    }
    return labels;
  }

  @Override
  public Examples<Example> examples(FileAccess files, LongPredicate wanted) {
    RecordReader records = open(files);
    return new ChunkExamples(this, wanted, records) {
      @Override
      protected Example read(int ordinal) {
        byte[] record = records.next();
        return new Example(
            firstIndex + ordinal, label(record, ordinal), interleaved(record, labelBytes));
      }

      @Override
      protected void skip(int ordinal) {
        records.next();
      }
    };
  }

  private RecordReader open(FileAccess files) {
    int recordBytes = labelBytes + PIXELS;
    return RecordReader.open(files, path, (long) firstRecord * recordBytes, recordBytes);
  }

  private int label(byte[] record, int ordinal) {
    int offset = labelBytes - 1;
    int label = Byte.toUnsignedInt(record[offset]);
    if (label >= classes) {
      long at = (long) (firstRecord + ordinal) * record.length + offset;
      throw BadInputException.at(path, at, "label " + label + "; expected 0 to " + (classes - 1));
    }
    return label;
  }

  /**
   * Planes of red, green and blue as triples.
   *
   * @param from where they begin
   */
  static byte[] interleaved(byte[] record, int from) {
    byte[] pixels = new byte[PIXELS];
    for (int i = 0, at = 0; i < PLANE; i++) {
      pixels[at++] = record[from + i];
      pixels[at++] = record[from + PLANE + i];
      pixels[at++] = record[from + 2 * PLANE + i];
    }
    return pixels;
  }
}
