package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.storage.Location;
import io.github.altprop.jobs.storage.RejectedWriter;
import io.github.altprop.jobs.storage.ShardWriter;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Rejection;
import io.github.altprop.preprocessing.Split;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Writes one file of a split. An attempt of a task writes under a name of its own and then takes
 * the final name, so that neither a retry nor a speculative twin does harm: they write the same
 * bytes.
 */
record FileTask(
    Broadcast<SerializableConfiguration> configuration,
    String folder,
    Split split,
    ImageShape image,
    int classes,
    int rowsPerGroup)
    implements Serializable {

  SplitTally write(int number, Iterator<Tuple2<Long, byte[]>> examples) throws IOException {
    SplitTally tally = new SplitTally(image, classes);
    Location root = Location.of(folder, configuration.value().value());
    String path = "%s/part-%05d.parquet".formatted(split.label(), number);
    String rejected = "rejected/%s-%05d.parquet".formatted(split.label(), number);
    RejectedWriter quarantine = new RejectedWriter(attempt(root, rejected));
    try (quarantine;
        ShardWriter writer = new ShardWriter(attempt(root, path), image, rowsPerGroup)) {
      while (examples.hasNext()) {
        byte[] packed = examples.next()._2();
        if (PackedExample.isRejected(packed)) {
          Rejection rejection = PackedExample.rejection(packed);
          quarantine.add(rejection);
          tally.rejected(rejection);
        } else {
          int label = PackedExample.label(packed);
          writer.add(PackedExample.index(packed), label, packed, PackedExample.PIXELS);
          tally.count(label, packed, PackedExample.PIXELS);
        }
      }
      tally.wrote(writer.finish(path));
    }
    if (quarantine.hasFile()) {
      takeName(root, rejected);
    }
    takeName(root, path);
    return tally;
  }

  private static Location attempt(Location root, String path) {
    return root.child(path + "." + TaskContext.get().taskAttemptId() + ".partial");
  }

  private static void takeName(Location root, String path) throws IOException {
    Location attempt = attempt(root, path);
    Location file = root.child(path);
    if (file.exists()) {
      attempt.delete(); // another attempt was first
    } else {
      file.fileSystem().mkdirs(file.path().getParent());
      attempt.moveTo(file);
    }
  }
}
