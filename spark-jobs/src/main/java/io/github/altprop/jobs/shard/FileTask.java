package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.storage.ImageColumn;
import io.github.altprop.jobs.storage.RejectedWriter;
import io.github.altprop.jobs.storage.ShardWriter;
import io.github.altprop.preprocessing.Rejection;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.image.UnusableImageException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Writes one file of a split. Neither a retry nor a speculative twin does harm: files appear whole
 * or not at all, and all attempts write the same bytes.
 */
record FileTask(
    Broadcast<SerializableConfiguration> configuration,
    String folder,
    Split split,
    ImageColumn images,
    int classes,
    int rowsPerGroup)
    implements Serializable {

  SplitTally write(int number, Iterator<Tuple2<Long, byte[]>> examples) throws IOException {
    SplitTally tally = new SplitTally(images.image(), classes);
    Location root = Location.of(folder, configuration.value().value());
    String path = "%s/part-%05d.parquet".formatted(split.label(), number);
    String rejected = "rejected/%s-%05d.parquet".formatted(split.label(), number);
    String attempt = Long.toString(TaskContext.get().taskAttemptId());
    try (RejectedWriter quarantine = new RejectedWriter(root.child(rejected), attempt);
        ShardWriter writer =
            new ShardWriter(root.child(path).create(attempt), images, rowsPerGroup)) {
      while (examples.hasNext()) {
        byte[] packed = examples.next()._2();
        if (PackedExample.isRejected(packed)) {
          Rejection rejection = PackedExample.rejection(packed);
          quarantine.add(rejection);
          tally.rejected(rejection);
        } else {
          int label = PackedExample.label(packed);
          byte[] stored = PackedExample.image(packed);
          writer.add(PackedExample.index(packed), label, stored);
          tally.count(label, pixels(stored));
        }
      }
      quarantine.finish();
      tally.wrote(writer.finish(path));
    }
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
}
