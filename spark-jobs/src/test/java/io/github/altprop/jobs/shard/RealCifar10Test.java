package io.github.altprop.jobs.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.storage.MinibatchStream;
import io.github.altprop.jobs.storage.PositionRange;
import io.github.altprop.jobs.storage.PreparedBatch;
import io.github.altprop.jobs.storage.RowGroupCache;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.jobs.storage.SplitReader;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.dataset.SampleOrder;
import io.github.altprop.preprocessing.input.Augmentation;
import io.github.altprop.preprocessing.input.InputPipeline;
import io.github.altprop.preprocessing.input.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfEnvironmentVariable(named = "ALTPROP_DATA", matches = ".+")
class RealCifar10Test {
  private static final int RECORD = 3073;

  @TempDir Path folder;

  @Test
  void countsAndPixelSumsEqualTheSources() throws IOException {
    Path source = Path.of(System.getenv("ALTPROP_DATA"), "cifar-10-batches-bin");
    long expected = 0;
    for (int batch = 1; batch <= 5; batch++) {
      byte[] bytes = Files.readAllBytes(source.resolve("data_batch_" + batch + ".bin"));
      for (int i = 0; i < bytes.length; i++) {
        expected += i % RECORD == 0 ? 0 : bytes[i] & 0xff;
      }
    }

    Manifest manifest =
        new ShardJob(SparkSessions.context())
            .run(ShardOptions.of("cifar10", source.toString(), folder + "/shards", 1))
            .manifest();

    assertThat(manifest.split(Split.TRAIN).classCounts()).containsOnly(5_000L);
    assertThat(manifest.split(Split.TEST).classCounts()).containsOnly(1_000L);
    assertThat(pixelSum()).isEqualTo(expected);
    // The statistics that everybody uses for CIFAR-10.
    assertThat(manifest.statistics().channelMean().get(0)).isBetween(.4913, .4915);
    assertThat(manifest.statistics().channelStd().get(0)).isBetween(.2469, .2471);
  }

  /** Of a whole epoch, from the inputs, which are multiples of 1/255. */
  private long pixelSum() {
    ShardedDataset dataset =
        ShardedDataset.open(folder + "/shards", SparkSessions.context().hadoopConfiguration());
    SplitReader reader = dataset.reader(Split.TRAIN, new RowGroupCache(1 << 26));
    InputPipeline pipeline =
        new InputPipeline(
            reader.image(), Normalization.UNIT, dataset.statistics(), Augmentation.NONE, 1);
    SampleOrder order = SampleOrder.of(1, 1, reader.manifest(), reader.image());
    List<PositionRange> ranges = new ArrayList<>();
    for (long from = 0; from < order.size(); from += 256) {
      ranges.add(new PositionRange(from, (int) Math.min(256, order.size() - from)));
    }
    long sum = 0;
    try (MinibatchStream stream = new MinibatchStream(reader, order, pipeline, 1, ranges)) {
      while (stream.hasNext()) {
        PreparedBatch batch = stream.next();
        for (int i = 0; i < batch.size() * 3_072; i++) {
          sum += Math.round(batch.inputs()[i] * 255);
        }
      }
    }
    return sum;
  }
}
