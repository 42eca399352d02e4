package io.github.altprop.benchmarks;

import io.github.altprop.jobs.shard.ShardJob;
import io.github.altprop.jobs.shard.ShardOptions;
import io.github.altprop.jobs.storage.MinibatchStream;
import io.github.altprop.jobs.storage.PositionRange;
import io.github.altprop.jobs.storage.RowGroupCache;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.jobs.storage.SplitReader;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.SampleOrder;
import io.github.altprop.preprocessing.input.Augmentation;
import io.github.altprop.preprocessing.input.InputPipeline;
import io.github.altprop.preprocessing.input.Normalization;
import io.github.altprop.preprocessing.selection.SelectionOptions;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** What {@code images.py} asks of Java; prints lines of {@code figure:NAME VALUE}. */
public final class ImageBenchmark {
  private static final int RUNS = 2;
  private static final int MINIBATCH = 256;
  private static final int SMALL_IMAGES = 24_000;

  private ImageBenchmark() {}

  /**
   * {@code files SCRATCH THREADS}, which then reads what to measure from standard input, {@code
   * minibatches SCRATCH} or {@code generated SCRATCH N}.
   */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "files" -> {
        int threads = Integer.parseInt(arguments[2]);
        try (JavaSparkContext spark = spark(threads)) {
          new ShardingBenchmark(Path.of(arguments[1]), threads, spark).serve();
        }
      }
      case "minibatches" -> minibatches(Path.of(arguments[1]));
      case "generated" -> generated(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Images a second of processor time, so of one core, whatever the number of threads. */
  private static void minibatches(Path scratch) {
    String data = scratch.resolve("small").toString();
    try (JavaSparkContext spark = spark(2)) {
      new ShardJob(spark)
          .run(
              ShardOptions.of("synthetic", "", data, 1)
                  .with(
                      new SelectionOptions(
                          1, OptionalInt.empty(), OptionalInt.of(SMALL_IMAGES), 0)));
    }
    ShardedDataset dataset = ShardedDataset.open(data, new Configuration());
    for (Augmentation augmentation : Augmentation.values()) {
      for (Normalization normalization :
          List.of(Normalization.CHANNELS, Normalization.MEAN_IMAGE_STANDARDIZE)) {
        double best = 0;
        for (int epoch = 1; epoch <= RUNS; epoch++) {
          best = Math.max(best, epoch(dataset, normalization, augmentation, epoch));
        }
        figure(
            "minibatches/" + normalization.label() + "/" + augmentation.label() + "PerCoreSecond",
            best);
      }
    }
  }

  private static double epoch(
      ShardedDataset dataset, Normalization normalization, Augmentation augmentation, int epoch) {
    com.sun.management.OperatingSystemMXBean system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    SplitReader reader = dataset.reader(Split.TRAIN, new RowGroupCache(1 << 26));
    InputPipeline pipeline =
        new InputPipeline(reader.image(), normalization, dataset.statistics(), augmentation, 1);
    SampleOrder order = SampleOrder.of(1, epoch, reader.manifest(), reader.image());
    List<PositionRange> ranges = new ArrayList<>();
    for (long from = 0; from < order.size(); from += MINIBATCH) {
      ranges.add(new PositionRange(from, (int) Math.min(MINIBATCH, order.size() - from)));
    }
    long start = system.getProcessCpuTime();
    long images = 0;
    try (MinibatchStream stream = new MinibatchStream(reader, order, pipeline, epoch, ranges)) {
      while (stream.hasNext()) {
        images += stream.next().size();
      }
    }
    return images / ((system.getProcessCpuTime() - start) / 1e9);
  }

  private static void generated(Path scratch, int images) {
    try (JavaSparkContext spark = spark(2)) {
      new ShardJob(spark)
          .run(
              ShardOptions.of("synthetic", "", scratch.resolve("generated" + images).toString(), 1)
                  .with(new SelectionOptions(1, OptionalInt.empty(), OptionalInt.of(images), 0)));
    }
  }

  private static JavaSparkContext spark(int threads) {
    return new JavaSparkContext(
        new SparkConf()
            .setMaster("local[" + threads + "]")
            .setAppName("benchmark")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  static void figure(String name, double value) {
    System.out.println("figure:" + name + " " + value);
  }
}
