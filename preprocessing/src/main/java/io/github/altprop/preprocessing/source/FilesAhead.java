package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.source.ImagePicks.Pick;
import java.io.Closeable;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads image files ahead of their use, so that decoding does not wait for them. A core decodes
 * several hundred images a second and a store takes some 30 ms to answer, so dozens must be on
 * their way; what has been read and not used is bounded in bytes.
 */
final class FilesAhead implements Iterator<FilesAhead.Contents>, Closeable {
  static final int MOST_FILES = 40;

  /** But for a file that alone is longer. */
  private static final long MOST_BYTES = 8L << 20;

  private final EntryReader reader;
  private final Iterator<Pick> picks;
  private final Queue<Coming> ahead = new ArrayDeque<>();

  /** As many threads as files are on their way at a time: few on a fast disk. */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread created = new Thread(task, "image-files-ahead");
            created.setDaemon(true);
            return created;
          });

  private long bytes;

  FilesAhead(EntryReader reader, Iterator<Pick> picks) {
    this.reader = reader;
    this.picks = picks;
  }

  /** A file as it is; without bytes if it is too long to be an image. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  record Contents(Pick pick, byte[] bytes) {}

  private record Coming(Pick pick, Future<byte[]> bytes) {
    long length() {
      return pick.entry().isTooLong() ? 0 : pick.entry().length();
    }
  }

  @Override
  public boolean hasNext() {
    return !ahead.isEmpty() || picks.hasNext();
  }

  @Override
  public Contents next() {
    lookAhead();
    Coming first = ahead.remove();
    Contents contents = new Contents(first.pick, arrived(first.bytes));
    bytes -= first.length();
    return contents;
  }

  private void lookAhead() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    while (picks.hasNext()
        && ahead.size() < MOST_FILES
        && (bytes < MOST_BYTES || ahead.isEmpty())) {
      Pick pick = picks.next();
      Coming coming = new Coming(pick, threads.submit(() -> contents(pick.entry())));
      bytes += coming.length();
      ahead.add(coming);
    }
  }

  private byte[] contents(ImageEntry entry) {
    return entry.isTooLong() ? new byte[0] : reader.read(entry);
  }

  private static byte[] arrived(Future<byte[]> coming) {
    try {
      return coming.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted while reading"));
    }
  }

  /** Gives up what is being read. */
  @Override
  public void close() {
    threads.shutdownNow();
    reader.close();
  }
}
