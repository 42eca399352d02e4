package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.selection.Selection;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.Examples;
import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/** The selected examples of one chunk, each with its shuffle key; read as they are asked for. */
final class ReadTask implements Iterator<Tuple2<Long, byte[]>> {
  private final Chunk chunk;
  private final Selection selection;
  private final ShuffleKeys keys;
  private final Encoder encoder;
  private final Examples<Example> examples;

  /**
   * @param encoder stored image of its pixels
   */
  ReadTask(Chunk chunk, FileAccess files, Selection selection, ShuffleKeys keys, Encoder encoder) {
    this.chunk = chunk;
    this.selection = selection;
    this.keys = keys;
    this.encoder = encoder;
    this.examples =
        chunk.examples(files, index -> selection.label(chunk.split(), index) != Selection.DROPPED);
    TaskCompletionListener closing = context -> close();
    TaskContext.get().addTaskCompletionListener(closing);
  }

  @Override
  public boolean hasNext() {
    return examples.hasNext();
  }

  @Override
  public Tuple2<Long, byte[]> next() {
    Stopping.heed();
    Example example = examples.next();
    byte[] packed =
        PackedExample.pack(
            example.index(),
            selection.label(chunk.split(), example.index()),
            encoder.apply(example.pixels()));
    return new Tuple2<>(keys.key(example.index()), packed);
  }

  private void close() {
    try {
      examples.close();
    } catch (IOException e) {
      throw BadInputException.unreadable("a file of the source", e);
    }
  }
}
