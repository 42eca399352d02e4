package io.github.altprop.jobs.shard;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import scala.Tuple2;

/** Writes the examples of one file of a split as they come out of Spark's shuffle. */
record ShuffledTask(FileTask files) implements Serializable {

  SplitTally write(int number, Iterator<Tuple2<Long, byte[]>> examples) throws IOException {
    try (FileWriting file = files.begin(number)) {
      while (examples.hasNext()) {
        byte[] packed = PackedExample.verified(examples.next()._2());
        file.add(
            PackedExample.index(packed), PackedExample.label(packed), PackedExample.image(packed));
      }
      return file.finish();
    }
  }
}
