package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.Example;
import java.io.Closeable;
import java.io.IOException;
import java.util.NoSuchElementException;

/** A known number of examples that are read from something. */
abstract class CountedExamples implements Examples {
  private final int count;
  private final Closeable reader;
  private int next;

  CountedExamples(int count, Closeable reader) {
    this.count = count;
    this.reader = reader;
  }

  /** Reads the next example, the {@code ordinal}-th. */
  abstract Example read(int ordinal);

  @Override
  public final boolean hasNext() {
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
