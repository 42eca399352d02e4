package io.github.altprop.benchmarks;

import io.github.altprop.jobs.shard.ShardJob;
import io.github.altprop.jobs.shard.ShardOptions;
import io.github.altprop.jobs.shard.ShardOptions.Existing;
import io.github.altprop.jobs.storage.MinibatchStream;
import io.github.altprop.jobs.storage.PositionRange;
import io.github.altprop.jobs.storage.RowGroupCache;
import io.github.altprop.jobs.storage.ShardedDataset;
import io.github.altprop.jobs.storage.SplitReader;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.SampleOrder;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.image.ImageDecoder;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import io.github.altprop.preprocessing.image.JpegEncoder;
import io.github.altprop.preprocessing.image.RgbImage;
import io.github.altprop.preprocessing.image.UnusableImageException;
import io.github.altprop.preprocessing.input.Augmentation;
import io.github.altprop.preprocessing.input.InputPipeline;
import io.github.altprop.preprocessing.input.Normalization;
import io.github.altprop.preprocessing.selection.SelectionOptions;
import io.github.altprop.preprocessing.source.ImageRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** What {@code images.py} asks of Java; prints lines of {@code figure:NAME VALUE}. */
public final class ImageBenchmark {
  private static final int SIZE = 224;
  private static final int QUALITY = 90;
  private static final int GROUPS_PER_FILE = 2;
  private static final int RUNS = 2;
  private static final int MINIBATCH = 256;
  private static final int SMALL_IMAGES = 24_000;

  private ImageBenchmark() {}

  /**
   * {@code files TREE SCRATCH THREADS}, {@code minibatches SCRATCH} or {@code generated SCRATCH N}.
   */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "files" ->
          files(Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]));
      case "minibatches" -> minibatches(Path.of(arguments[1]));
      case "generated" -> generated(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void files(Path tree, Path scratch, int threads) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.walk(tree)) {
      files = all.filter(file -> file.toString().endsWith(".JPEG")).sorted().toList();
    }
    ImageDecoder decoder = new ImageDecoder(Orientation.IGNORED);
    Geometry geometry = new Geometry(Resize.DIRECT, SIZE, SIZE);
    JpegEncoder encoder = new JpegEncoder(new ImageShape(SIZE, SIZE, 3), QUALITY);
    loop("decode", files, threads, file -> decode(decoder, file).pixels().length);
    loop("raw", files, threads, file -> resized(decoder, geometry, file).length);
    loop("jpeg", files, threads, file -> encoder.encode(resized(decoder, geometry, file)).length);
    try (JavaSparkContext spark = spark(threads)) {
      for (Map.Entry<String, OptionalInt> way :
          Map.of("raw", OptionalInt.empty(), "jpeg", OptionalInt.of(QUALITY)).entrySet()) {
        double best = 0;
        for (int run = 0; run < RUNS; run++) {
          String output = scratch.resolve("shards-" + way.getKey() + run).toString();
          ShardOptions options = options(tree, output, way.getValue());
          long start = System.nanoTime();
          new ShardJob(spark).run(options);
          best = Math.max(best, files.size() / seconds(start));
        }
        figure(way.getKey() + "JobImagesPerSecond", best);
      }
    }
  }

  /** Files of a few hundred images, for this sample to have as many a core as a whole data set. */
  private static ShardOptions options(Path tree, String output, OptionalInt quality) {
    return new ShardOptions(
        "image-folder",
        tree.toString(),
        output,
        SelectionOptions.everything(1),
        ImageRequest.usual(),
        quality,
        0,
        Existing.REFUSE,
        OptionalInt.empty(),
        GROUPS_PER_FILE);
  }

  private static void loop(String name, List<Path> files, int threads, ToIntFunction<Path> work)
      throws Exception {
    double best = 0;
    for (int run = 0; run < RUNS; run++) {
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      AtomicInteger next = new AtomicInteger();
      long start = System.nanoTime();
      List<Future<Long>> sums = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        sums.add(
            pool.submit(
                () -> {
                  long sum = 0;
                  for (int i = next.getAndIncrement();
                      i < files.size();
                      i = next.getAndIncrement()) {
                    sum += work.applyAsInt(files.get(i));
                  }
                  return sum;
                }));
      }
      for (Future<Long> sum : sums) {
        sum.get();
      }
      best = Math.max(best, files.size() / seconds(start));
      pool.shutdown();
    }
    figure(name + "LoopImagesPerSecond", best);
  }

  private static RgbImage decode(ImageDecoder decoder, Path file) {
    try {
      return decoder.decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnusableImageException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  private static byte[] resized(ImageDecoder decoder, Geometry geometry, Path file) {
    try {
      return decoder.decode(Files.readAllBytes(file), geometry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnusableImageException e) {
      throw new IllegalStateException(file.toString(), e);
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

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void figure(String name, double value) {
    System.out.println("figure:" + name + " " + value);
  }
}
