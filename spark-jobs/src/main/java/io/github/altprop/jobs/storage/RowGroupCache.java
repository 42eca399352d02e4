package io.github.altprop.jobs.storage;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Row groups in memory, for all tasks of a process: no more than a given number of bytes, and each
 * read once while it stays. Those not used for longest go first.
 */
public final class RowGroupCache {
  private static final double SHARE_OF_HEAP = 0.25;

  private final long capacity;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** Identifies a row group by its shard's digest and its number in the shard. */
  record Key(String digest, int group) {}

  private record Entry(CompletableFuture<RowGroup> content, long bytes) {}

  /**
   * @param capacity most bytes to keep; what is being used may exceed it
   */
  public RowGroupCache(long capacity) {
    this.capacity = capacity;
  }

  /** The cache of this process, a quarter of the heap: all tasks of an executor share it. */
  public static RowGroupCache ofProcess() {
    return Holder.CACHE;
  }

  private static final class Holder {
    static final RowGroupCache CACHE =
        new RowGroupCache((long) (Runtime.getRuntime().maxMemory() * SHARE_OF_HEAP));
  }

  /** The row group, read if it is not here; waits if another task is reading it. */
  RowGroup get(Key key, long size, Supplier<RowGroup> read) {
    while (true) {
      CompletableFuture<RowGroup> mine = new CompletableFuture<>();
      CompletableFuture<RowGroup> content = claim(key, size, mine);
      if (content == mine) {
        return load(key, mine, read);
      }
      try {
        return content.join();
      } catch (CompletionException e) {
        // The other task may have failed for a reason of its own, being cancelled: read it here.
      }
    }
  }

  /** Whose it is to read: the given future is returned if it is the caller's. */
  private synchronized CompletableFuture<RowGroup> claim(
      Key key, long size, CompletableFuture<RowGroup> mine) {
    Entry entry = entries.get(key);
    if (entry != null) {
      return entry.content();
    }
    entries.put(key, new Entry(mine, size));
    bytes += size;
    evict(key);
    return mine;
  }

  private RowGroup load(Key key, CompletableFuture<RowGroup> mine, Supplier<RowGroup> read) {
    try {
      RowGroup group = read.get();
      mine.complete(group);
      return group;
    } catch (RuntimeException | Error e) {
      forget(key, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** Makes room; called with the lock. */
  private void evict(Key newest) {
    Iterator<Map.Entry<Key, Entry>> oldest = entries.entrySet().iterator();
    while (bytes > capacity && oldest.hasNext()) {
      Map.Entry<Key, Entry> entry = oldest.next();
      if (!entry.getKey().equals(newest)) {
        bytes -= entry.getValue().bytes();
        oldest.remove();
      }
    }
  }

  private synchronized void forget(Key key, CompletableFuture<RowGroup> failed) {
    Entry entry = entries.get(key);
    if (entry != null && entry.content() == failed) {
      entries.remove(key);
      bytes -= entry.bytes();
    }
  }

  /** Bytes kept now. */
  synchronized long bytes() {
    return bytes;
  }
}
