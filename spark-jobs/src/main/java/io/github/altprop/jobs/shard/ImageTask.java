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
 * @param allowance how much may be
 * @param images of the split
 */
record ImageTask(
    FileTask files,
    Broadcast<HadoopFiles> source,
    Encoder encoder,
    RejectedByPart rejected,
    RejectionAllowance allowance,
    int images)
    implements Serializable {

  /**
   * What was written. Where too much is rejected this ends early and without a file; the driver,
   * told so, stops the job.
   */
  SplitTally write(int number, ImagePicks picks) throws IOException {
    String part = files.split().label() + " file " + number;
    try (Examples<Reading> examples = picks.examples(source.value());
        FileWriting file = files.begin(number)) {
      int read = 0;
      int bad = 0;
      while (examples.hasNext()) {
        Stopping.heed();
        Reading reading = examples.next();
        read++;
        if (reading instanceof Rejection rejection) {
          bad++;
          boolean hopeless = allowance.hopelessAfter(read, bad, images);
          rejected.add(new RejectedByPart.Entry(part, rejection, hopeless ? read : 0));
          file.add(rejection);
          if (hopeless || allowance.exceededBy(bad)) {
            return file.giveUp();
          }
        } else {
          Example example = (Example) reading;
          file.add(example.index(), example.label(), encoder.apply(example.pixels()));
        }
      }
      file.remark(examples.remarks());
      return file.finish();
    }
  }
}
