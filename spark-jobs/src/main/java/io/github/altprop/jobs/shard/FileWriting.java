package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.storage.ImageColumn;
import io.github.altprop.jobs.storage.RejectedWriter;
import io.github.altprop.jobs.storage.ShardWriter;
import io.github.altprop.preprocessing.Rejection;
import io.github.altprop.preprocessing.dataset.FileTally;
import io.github.altprop.preprocessing.image.UnusableImageException;
import java.io.Closeable;
import java.io.IOException;

/** A shard being written, and beside it what was rejected of its examples. */
final class FileWriting implements Closeable {
  private final String path;
  private final ImageColumn images;
  private final ShardWriter writer;
  private final RejectedWriter quarantine;
  private final SplitTally tally;

  FileWriting(
      Location root,
      String path,
      String rejected,
      String attempt,
      ImageColumn images,
      int rowsPerGroup,
      SplitTally tally)
      throws IOException {
    this.path = path;
    this.images = images;
    this.writer = new ShardWriter(root.child(path).create(attempt), images, rowsPerGroup);
    this.quarantine = new RejectedWriter(root.child(rejected), attempt);
    this.tally = tally;
  }

  /** Adds an example; its image as it is stored. */
  void add(long index, int label, byte[] stored) throws IOException {
    writer.add(index, label, stored);
    tally.count(label, pixels(stored));
  }

  void add(Rejection rejection) throws IOException {
    quarantine.add(rejection);
    tally.rejected(rejection);
  }

  /** Notes what was wrong with files that are used. */
  void remark(FileTally found) {
    tally.remark(found);
  }

  /** Publishes what was written and says what it is. */
  SplitTally finish() throws IOException {
    quarantine.finish();
    tally.wrote(writer.finish(path));
    return tally;
  }

  /** Publishes nothing and says what there was. */
  SplitTally giveUp() {
    return tally;
  }

  /** What will be read: statistics are of that, not of what was encoded. */
  private byte[] pixels(byte[] stored) {
    try {
      return images.pixels(stored);
    } catch (UnusableImageException e) {
      throw new IllegalStateException("an image that was just encoded cannot be decoded", e);
    }
  }

  /** Gives the files up unless they were finished. */
  @Override
  public void close() throws IOException {
    try {
      writer.close();
    } finally {
      quarantine.close();
    }
  }
}
