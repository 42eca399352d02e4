package io.github.altprop.jobs.worker;

import io.github.altprop.jobs.conf.Dataset;
import io.github.altprop.jobs.conf.Experiment;
import io.github.altprop.jobs.storage.MinibatchStream;
import io.github.altprop.jobs.storage.PositionRange;
import io.github.altprop.jobs.storage.RowGroupCache;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.jobs.storage.SplitReader;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.ExampleOrder;
import io.github.altprop.preprocessing.dataset.SampleOrder;
import io.github.altprop.preprocessing.dataset.StoredOrder;
import io.github.altprop.preprocessing.input.Augmentation;
import io.github.altprop.preprocessing.input.InputPipeline;
import io.github.altprop.preprocessing.input.InputStatistics;
import io.github.altprop.preprocessing.input.Normalization;
import io.github.altprop.training.learner.Minibatch;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The examples of a data set as minibatches of normalised floats, read ahead of their use. */
public final class Inputs implements AutoCloseable {
  private final ShardedDataset data;
  private final int batchSize;
  private final long seed;
  private final boolean shuffle;
  private final int minibatches;
  private final InputPipeline pipeline;
  private final Map<Split, SplitReader> readers = new EnumMap<>(Split.class);

  Inputs(ShardedDataset data, Experiment experiment) {
    this.data = data;
    batchSize = experiment.batchSize();
    seed = experiment.seed();
    shuffle = experiment.shuffle();
    minibatches = experiment.minibatches(data.manifest().split(Split.TRAIN).examples());
    Dataset wanted = experiment.dataset();
    pipeline =
        new InputPipeline(
            data.manifest().image(),
            Normalization.named(wanted.normalization()),
            statistics(data, wanted),
            Augmentation.named(wanted.augmentation()),
            seed);
  }

  private static InputStatistics statistics(ShardedDataset data, Dataset wanted) {
    InputStatistics measured = data.statistics();
    return wanted.mean().isEmpty() ? measured : measured.withChannels(wanted.mean(), wanted.std());
  }

  /**
   * Minibatches of the training split in the order of an epoch, augmented; reading starts now.
   *
   * @param epoch from 1
   * @param numbers of the minibatches within the epoch
   */
  public Feed training(int epoch, List<Integer> numbers) {
    SplitReader reader = reader(Split.TRAIN);
    ExampleOrder order =
        shuffle
            ? SampleOrder.of(seed, epoch, reader.manifest(), reader.image())
            : new StoredOrder(reader.manifest().rowGroupSizes());
    long before = (epoch - 1L) * minibatches;
    return feed(reader, order, pipeline, epoch, numbers, before);
  }

  /**
   * Goes through minibatches of a split as stored, not augmented.
   *
   * @param from first minibatch
   * @param to minibatch after the last
   */
  public void stored(Split split, int from, int to, Consumer<Minibatch> use) {
    SplitReader reader = reader(split);
    List<Integer> numbers = IntStream.range(from, to).boxed().toList();
    ExampleOrder order = new StoredOrder(reader.manifest().rowGroupSizes());
    try (Feed feed = feed(reader, order, pipeline.withoutAugmentation(), 1, numbers, 0)) {
      feed.forEach(use);
    }
  }

  private Feed feed(
      SplitReader reader,
      ExampleOrder order,
      InputPipeline pipeline,
      int epoch,
      List<Integer> numbers,
      long before) {
    List<PositionRange> ranges =
        numbers.stream()
            .map(
                number -> {
                  long start = (long) number * batchSize;
                  return new PositionRange(start, (int) Math.min(batchSize, order.size() - start));
                })
            .toList();
    return new Feed(
        new MinibatchStream(reader, order, pipeline, epoch, ranges),
        numbers.stream().map(number -> before + number).toList());
  }

  private SplitReader reader(Split split) {
    return readers.computeIfAbsent(split, s -> data.reader(s, RowGroupCache.ofProcess()));
  }

  @Override
  public void close() {
    readers.values().forEach(SplitReader::close);
  }
}
