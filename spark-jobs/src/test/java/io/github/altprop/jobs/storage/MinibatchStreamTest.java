package io.github.altprop.jobs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.ExampleOrder;
import io.github.altprop.preprocessing.dataset.SampleOrder;
import io.github.altprop.preprocessing.dataset.StoredOrder;
import io.github.altprop.preprocessing.input.Augmentation;
import io.github.altprop.preprocessing.input.InputPipeline;
import io.github.altprop.preprocessing.input.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinibatchStreamTest {
  private static final int VALUES = ShardFixture.IMAGE.values();

  @TempDir Path folder;
  private ShardedDataset dataset;
  private SplitReader reader;

  @BeforeEach
  void open() throws IOException {
    ShardFixture.write(folder);
    dataset = ShardedDataset.open(folder.toString(), new Configuration(false));
    reader = dataset.reader(Split.TRAIN, new RowGroupCache(1 << 20));
  }

  @Test
  void deliversEveryExampleOfAnEpochOnceAndTheShortLastMinibatch() {
    List<Long> seen = new ArrayList<>();
    try (MinibatchStream stream = stream(shuffled(), Augmentation.NONE, ranges(16, 95))) {
      while (stream.hasNext()) {
        PreparedBatch batch = stream.next();
        assertThat(batch.size()).isEqualTo(seen.size() < 80 ? 16 : 15);
        for (int i = 0; i < batch.size(); i++) {
          Example expected = ShardFixture.example(Split.TRAIN, batch.indices()[i]);
          seen.add(expected.index());
          assertThat(batch.labels()[i]).isEqualTo(expected.label());
          for (int value = 0; value < VALUES; value++) {
            assertThat(batch.inputs()[i * VALUES + value])
                .isCloseTo((expected.pixels()[value] & 0xff) / 255f, within(1e-6f));
          }
        }
      }
    }
    assertThat(seen.stream().sorted())
        .containsExactlyElementsOf(LongStream.range(0, 95).boxed().toList());
    assertThat(seen).isNotEqualTo(seen.stream().sorted().toList());
  }

  @Test
  void goesThroughASplitAsItIsStored() {
    try (MinibatchStream stream =
        stream(
            new StoredOrder(reader.manifest().rowGroupSizes()),
            Augmentation.NONE,
            ranges(40, 95))) {
      assertThat(stream.next().indices()[0]).isZero();
      assertThat(stream.next().indices()[0]).isEqualTo(40);
    }
  }

  @Test
  void givesAnyWorkerTheSameInputsAtTheSamePositions() {
    float[] whole = inputs(ranges(10, 90), 4);
    // As the second of two workers with a period of two minibatches would be given.
    float[] part = inputs(List.of(new PositionRange(40, 10), new PositionRange(50, 10)), 0);

    assertThat(part).isEqualTo(whole);
  }

  @Test
  void keepsWhatItDrawsFromThoughTheCacheIsTooSmall() {
    RowGroupCache tiny = new RowGroupCache(1);
    SplitReader small = dataset.reader(Split.TRAIN, tiny);
    try (MinibatchStream stream =
        new MinibatchStream(small, shuffled(), pipeline(Augmentation.NONE), 1, ranges(16, 95))) {
      int examples = 0;
      while (stream.hasNext()) {
        examples += stream.next().size();
      }
      assertThat(examples).isEqualTo(95);
    }
  }

  @Test
  void passesOnWhyItCannotRead() throws IOException {
    Files.delete(folder.resolve("train/part-00002.parquet"));

    try (MinibatchStream stream = stream(shuffled(), Augmentation.NONE, ranges(95, 95))) {
      assertThatThrownBy(stream::next)
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("part-00002.parquet: missing");
      assertThat(stream.hasNext()).isFalse();
    }
  }

  @Test
  void stopsWhenClosedEarly() {
    MinibatchStream stream = stream(shuffled(), Augmentation.NONE, ranges(1, 95));
    stream.next();

    stream.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("minibatches") && thread.isAlive());
  }

  private float[] inputs(List<PositionRange> ranges, int skip) {
    float[] inputs = new float[20 * VALUES];
    try (MinibatchStream stream = stream(shuffled(), Augmentation.CROP_FLIP, ranges)) {
      for (int i = 0; i < skip; i++) {
        stream.next();
      }
      for (int i = 0; i < 2; i++) {
        float[] batch = Arrays.copyOf(stream.next().inputs(), 10 * VALUES);
        System.arraycopy(batch, 0, inputs, i * 10 * VALUES, batch.length);
      }
    }
    return inputs;
  }

  private MinibatchStream stream(
      ExampleOrder order, Augmentation augmentation, List<PositionRange> ranges) {
    return new MinibatchStream(reader, order, pipeline(augmentation), 1, ranges);
  }

  private InputPipeline pipeline(Augmentation augmentation) {
    return new InputPipeline(
        ShardFixture.IMAGE, Normalization.UNIT, dataset.statistics(), augmentation, 5);
  }

  private ExampleOrder shuffled() {
    return new SampleOrder(9, 1, reader.manifest().rowGroupSizes(), 30);
  }

  private static List<PositionRange> ranges(int batchSize, int examples) {
    List<PositionRange> ranges = new ArrayList<>();
    for (int from = 0; from < examples; from += batchSize) {
      ranges.add(new PositionRange(from, Math.min(batchSize, examples - from)));
    }
    return ranges;
  }
}
