package io.github.altprop.benchmarks;

import io.github.altprop.jobs.shard.ShardJob;
import io.github.altprop.jobs.shard.ShardOptions;
import io.github.altprop.jobs.shard.ShardOptions.Existing;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.dataset.PixelSums;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.image.ImageDecoder;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import io.github.altprop.preprocessing.image.JpegEncoder;
import io.github.altprop.preprocessing.image.UnusableImageException;
import io.github.altprop.preprocessing.selection.SelectionOptions;
import io.github.altprop.preprocessing.source.ImageRequest;
import io.github.altprop.preprocessing.source.LayoutRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Takes image files along one of several ways, whichever is asked for next, so that {@code
 * images.py} can alternate between them and Pillow when all are warm.
 */
final class ShardingBenchmark {
  private static final int SIZE = 224;
  private static final int QUALITY = 90;
  private static final int PIECE_FILES = 300;

  private final Path scratch;
  private final Map<Path, List<Path>> files = new HashMap<>();
  private final int threads;
  private final JavaSparkContext spark;
  private final ImageShape shape = new ImageShape(SIZE, SIZE, 3);
  private final ImageDecoder decoder = new ImageDecoder(Orientation.IGNORED);
  private final Geometry geometry = new Geometry(Resize.DIRECT, SIZE, SIZE);
  private final JpegEncoder encoder = new JpegEncoder(shape, QUALITY);

  ShardingBenchmark(Path scratch, int threads, JavaSparkContext spark) {
    this.scratch = scratch;
    this.threads = threads;
    this.spark = spark;
  }

  /** Reads {@code WAY FOLDER}, one a line, and answers each with a figure. */
  void serve() throws Exception {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] asked = line.split(" ", 2);
        ImageBenchmark.figure(asked[0], measured(asked[0], Path.of(asked[1])));
      }
    }
  }

  /** Images a second on all threads, and of pieces milliseconds of processor time an image. */
  private double measured(String way, Path tree) throws Exception {
    if (!files.containsKey(tree)) {
      try (Stream<Path> all = Files.walk(tree)) {
        files.put(tree, all.filter(file -> file.toString().endsWith(".JPEG")).sorted().toList());
      }
    }
    List<Path> images = files.get(tree);
    return switch (way) {
      case "decodeLoop" -> loop(images, file -> decoder.decode(file).pixels().length);
      case "rawLoop" -> loop(images, file -> decoder.decode(file, geometry).length);
      case "jpegLoop" ->
          loop(images, file -> encoder.encode(decoder.decode(file, geometry)).length);
      case "rawJob" -> images.size() / jobSeconds(tree, OptionalInt.empty());
      case "jpegJob" -> images.size() / jobSeconds(tree, OptionalInt.of(QUALITY));
      case "decodePiece" ->
          piece(images, file -> file, file -> decoder.decode(file).pixels().length);
      case "rawPiece" -> piece(images, file -> file, file -> decoder.decode(file, geometry).length);
      case "encodePiece" ->
          piece(
              images,
              file -> decoder.decode(file, geometry),
              pixels -> encoder.encode(pixels).length);
      case "sumsPiece" -> {
        PixelSums sums = new PixelSums(shape);
        yield piece(
            images,
            file -> decoder.decode(file, geometry),
            pixels -> {
              sums.add(pixels, 0);
              return pixels.length;
            });
      }
      default -> throw new IllegalArgumentException(way);
    };
  }

  private interface Work {
    int bytes(byte[] in) throws UnusableImageException;
  }

  private interface Preparation {
    byte[] of(byte[] file) throws UnusableImageException;
  }

  private double loop(List<Path> images, Work work)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    AtomicInteger next = new AtomicInteger();
    Callable<Long> share =
        () -> {
          long sum = 0;
          for (int i = next.getAndIncrement(); i < images.size(); i = next.getAndIncrement()) {
            sum += work.bytes(Files.readAllBytes(images.get(i)));
          }
          return sum;
        };
    long start = System.nanoTime();
    List<Future<Long>> sums = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      sums.add(pool.submit(share));
    }
    for (Future<Long> sum : sums) {
      sum.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    pool.shutdown();
    return images.size() / seconds;
  }

  private double piece(List<Path> images, Preparation preparation, Work work)
      throws IOException, UnusableImageException {
    var clock = ManagementFactory.getThreadMXBean();
    List<Path> some = images.subList(0, Math.min(images.size(), PIECE_FILES));
    long nanos = 0;
    for (Path file : some) {
      byte[] in = preparation.of(Files.readAllBytes(file));
      long start = clock.getCurrentThreadCpuTime();
      work.bytes(in);
      nanos += clock.getCurrentThreadCpuTime() - start;
    }
    return nanos / 1e6 / some.size();
  }

  private double jobSeconds(Path tree, OptionalInt quality) throws IOException {
    Path output = scratch.resolve("shards");
    ShardOptions options =
        new ShardOptions(
            "image-folder",
            tree.toString(),
            output.toString(),
            SelectionOptions.everything(1),
            ImageRequest.usual(),
            LayoutRequest.usual(),
            quality,
            0,
            Existing.REFUSE,
            OptionalInt.empty(),
            ShardOptions.GROUPS_PER_FILE);
    long start = System.nanoTime();
    new ShardJob(spark).run(options);
    double seconds = (System.nanoTime() - start) / 1e9;
    try (Stream<Path> made = Files.walk(output)) {
      for (Path path : made.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    return seconds;
  }
}
