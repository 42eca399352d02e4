package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.Reading;
import io.github.altprop.preprocessing.dataset.FileTally;
import java.io.Closeable;
import java.util.Iterator;

/**
 * Examples being read; closing releases the files behind them.
 *
 * @param <R> what comes of reading one: image files may have to be rejected
 */
public interface Examples<R extends Reading> extends Iterator<R>, Closeable {
  /** What was wrong with files so far that are used nevertheless, and with how many. */
  default FileTally remarks() {
    return new FileTally();
  }
}
