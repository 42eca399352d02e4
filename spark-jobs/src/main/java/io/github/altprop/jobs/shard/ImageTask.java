package io.github.altprop.jobs.shard;

import io.github.altprop.jobs.storage.HadoopFiles;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Reading;
import io.github.altprop.preprocessing.Rejection;
import io.github.altprop.preprocessing.source.Examples;
import io.github.altprop.preprocessing.source.ImagePicks;
import java.io.IOException;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/**
 * Reads the images of one file of a split in their order, decodes and writes them: nothing is
 * shuffled, for the order is known beforehand.
 *
 * @param rejected is told what is rejected
 */
record ImageTask(
    FileTask files, Broadcast<HadoopFiles> source, Encoder encoder, RejectedByPart rejected)
    implements Serializable {

  SplitTally write(int number, ImagePicks picks) throws IOException {
    String part = files.split().label() + " file " + number;
    try (Examples examples = picks.examples(source.value());
        FileWriting file = files.begin(number)) {
      while (examples.hasNext()) {
        Stopping.heed();
        Reading reading = examples.next();
        if (reading instanceof Rejection rejection) {
          rejected.add(new RejectedByPart.Entry(part, rejection));
          file.add(rejection);
        } else {
          Example example = (Example) reading;
          file.add(example.index(), example.label(), encoder.apply(example.pixels()));
        }
      }
      return file.finish();
    }
  }
}
