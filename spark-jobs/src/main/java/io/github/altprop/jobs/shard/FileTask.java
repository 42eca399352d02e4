package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.storage.Location;
import io.github.altprop.jobs.storage.ShardWriter;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
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
    String path = "%s/part-%05d.parquet".formatted(split.label(), number);
    Location root = Location.of(folder, configuration.value().value());
    Location attempt = root.child(path + "." + TaskContext.get().taskAttemptId() + ".partial");
    Location file = root.child(path);
    try (ShardWriter writer = new ShardWriter(attempt, image, rowsPerGroup)) {
      while (examples.hasNext()) {
        byte[] packed = examples.next()._2();
        int label = PackedExample.label(packed);
        writer.add(PackedExample.index(packed), label, packed, PackedExample.PIXELS);
        tally.count(label, packed, PackedExample.PIXELS);
      }
      ShardFile written = writer.finish(path);
      if (file.exists()) {
        attempt.delete(); // another attempt was first
      } else {
        attempt.moveTo(file);
      }
      tally.wrote(written);
      return tally;
    }
  }
}
