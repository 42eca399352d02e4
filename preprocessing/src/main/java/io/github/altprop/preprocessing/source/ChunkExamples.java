package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.Example;
import java.io.Closeable;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.function.LongPredicate;

/** Goes through the examples of a chunk and reads those that are wanted. */
public abstract class ChunkExamples implements Examples<Example> {
  private final long firstIndex;
  private final int count;
  private final LongPredicate wanted;
  private final Closeable reader;
  private int next;

  /** Those examples of a chunk whose index is wanted; closing them closes the reader. */
  public ChunkExamples(Chunk chunk, LongPredicate wanted, Closeable reader) {
    this.firstIndex = chunk.firstIndex();
    this.count = chunk.count();
    this.wanted = wanted;
    this.reader = reader;
  }

  /** Reads the next example, the {@code ordinal}-th of the chunk. */
  protected abstract Example read(int ordinal);

  /** Passes over the next example. */
  protected abstract void skip(int ordinal);

  @Override
  public final boolean hasNext() {
    while (next < count && !wanted.test(firstIndex + next)) {
      skip(next++);
    }
    return next < count;
  }

  @Override
  public final Example next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return read(next++);
  }

  @Override
  public final void close() throws IOException {
    reader.close();
  }
}
