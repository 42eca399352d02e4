package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.jobs.storage.ImageColumn;
import io.github.altprop.preprocessing.Split;
import java.io.IOException;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Begins the files of a split. Neither a retry nor a speculative twin does harm: files appear whole
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

  FileWriting begin(int number) throws IOException {
    return new FileWriting(
        Location.of(folder, configuration.value().value()),
        "%s/part-%05d.parquet".formatted(split.label(), number),
        "rejected/%s-%05d.parquet".formatted(split.label(), number),
        Long.toString(TaskContext.get().taskAttemptId()),
        images,
        rowsPerGroup,
        new SplitTally(images.image(), classes));
  }
}
