package io.github.altprop.preprocessing.format.cifar;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.ChunkExamples;
import io.github.altprop.preprocessing.source.Examples;
import java.util.Arrays;
import java.util.function.LongPredicate;

/** A file of CIFAR's python version, which can only be read whole. */
record CifarPickleChunk(
    String path, Split split, long firstIndex, int count, String labelsKey, int classes)
    implements Chunk {

  @Override
  public int[] labels(FileAccess files) {
    return labels(content(files));
  }

  @Override
  public Examples<Example> examples(FileAccess files, LongPredicate wanted) {
    PickledCifar content = content(files);
    int[] labels = labels(content);
    return new ChunkExamples(this, wanted, () -> {}) {
      @Override
      protected Example read(int ordinal) {
        int from = ordinal * content.images().columns();
        byte[] planes =
            Arrays.copyOfRange(content.images().values(), from, from + content.images().columns());
        return new Example(
            firstIndex + ordinal, labels[ordinal], CifarChunk.interleaved(planes, 0));
      }

      @Override
      protected void skip(int ordinal) {
        // It is in memory already.
      }
    };
  }

  private PickledCifar content(FileAccess files) {
    PickledCifar content = PickledCifar.read(files, path, labelsKey);
    if (content.count() != count) {
      throw new BadInputException(path + ": changed while it was read");
    }
    return content;
  }

  private int[] labels(PickledCifar content) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      long label = content.labels().get(i);
      if (label < 0 || label >= classes) {
        throw new BadInputException(
            path + ": label " + label + " of image " + i + "; expected 0 to " + (classes - 1));
      }
      labels[i] = (int) label;
    }
    return labels;
  }
}
