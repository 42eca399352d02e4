package io.github.altprop.jobs.shard;

import io.github.altprop.preprocessing.Rejection;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * What the finished tasks have rejected. Kept by part of the source, so that what is read again,
 * after an executor was lost, counts once. The value is the sum over parts.
 */
final class RejectedByPart extends AccumulatorV2<RejectedByPart.Entry, Rejections> {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, Rejections> parts = new TreeMap<>();

  /**
   * A rejection and the part that it was found in: what one task reads.
   *
   * @param hopelessAfter number of images after which the task gave up; 0 if it goes on
   */
  record Entry(String part, Rejection rejection, int hopelessAfter) {}

  @Override
  public synchronized boolean isZero() {
    return parts.isEmpty();
  }

  @Override
  public synchronized AccumulatorV2<Entry, Rejections> copy() {
    RejectedByPart copy = new RejectedByPart();
    copy.parts.putAll(parts);
    return copy;
  }

  @Override
  public synchronized void reset() {
    parts.clear();
  }

  @Override
  public synchronized void add(Entry entry) {
    Rejections found = parts.computeIfAbsent(entry.part(), missing -> new Rejections());
    found.add(entry.rejection());
    if (entry.hopelessAfter() > 0) {
      found.gaveUpAfter(entry.hopelessAfter());
    }
  }

  @Override
  public synchronized void merge(AccumulatorV2<Entry, Rejections> other) {
    parts.putAll(((RejectedByPart) other).parts);
  }

  @Override
  public synchronized Rejections value() {
    Rejections all = new Rejections();
    parts.values().forEach(all::add);
    return all;
  }
}
