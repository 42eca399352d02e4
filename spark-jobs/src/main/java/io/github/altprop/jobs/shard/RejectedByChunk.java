package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.Rejection;
import io.github.altprop.preprocessing.source.Chunk;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * What the finished tasks have rejected. Kept by chunk, so that a chunk that is read again, after
 * an executor was lost, counts once. The value is the sum over chunks.
 */
final class RejectedByChunk extends AccumulatorV2<RejectedByChunk.Entry, Rejections> {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, Rejections> chunks = new TreeMap<>();

  /** A rejection and the chunk that it was found in. */
  record Entry(Chunk chunk, Rejection rejection) {}

  @Override
  public synchronized boolean isZero() {
    return chunks.isEmpty();
  }

  @Override
  public synchronized AccumulatorV2<Entry, Rejections> copy() {
    RejectedByChunk copy = new RejectedByChunk();
    copy.chunks.putAll(chunks);
    return copy;
  }

  @Override
  public synchronized void reset() {
    chunks.clear();
  }

  @Override
  public synchronized void add(Entry entry) {
    String key = entry.chunk().split().label() + entry.chunk().firstIndex();
    chunks.computeIfAbsent(key, missing -> new Rejections()).add(entry.rejection());
  }

  @Override
  public synchronized void merge(AccumulatorV2<Entry, Rejections> other) {
    chunks.putAll(((RejectedByChunk) other).chunks);
  }

  @Override
  public synchronized Rejections value() {
    Rejections all = new Rejections();
    chunks.values().forEach(all::add);
    return all;
  }
}
