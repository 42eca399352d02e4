package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.files.Location;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.ImageStatistics;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.dataset.Manifest.ClassEntry;
import io.github.altprop.preprocessing.dataset.Manifest.SourceRecord;
import io.github.altprop.preprocessing.dataset.ManifestJson;
import io.github.altprop.preprocessing.dataset.ShardingRecord;
import io.github.altprop.preprocessing.dataset.SplitManifest;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;

/**
 * A small data set written without Spark: random images, examples in the order of their indices.
 */
public final class ShardFixture {
  static final ImageShape IMAGE = new ImageShape(4, 5, 3);
  private static final ImageColumn COLUMN = new ImageColumn(IMAGE, Manifest.Encoding.RAW);
  static final int CLASSES = 7;
  static final int ROWS_PER_GROUP = 10;
  static final int GROUPS_PER_FILE = 3;
  public static final int TRAIN = 95;

  private ShardFixture() {}

  static Example example(Split split, long index) {
    byte[] pixels = new byte[IMAGE.values()];
    new SplittableRandom(index + 1_000 * split.stream()).nextBytes(pixels);
    return new Example(index, (int) (index * 3 % CLASSES), pixels);
  }

  /** Writes the data set into a folder. */
  public static Manifest write(Path folder) throws IOException {
    return write(folder, TRAIN);
  }

  /** Writes the data set with another number of training examples, so with another last file. */
  public static Manifest write(Path folder, int train) throws IOException {
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            Manifest.FORMAT_VERSION,
            "fixture",
            classes(),
            IMAGE,
            Manifest.Encoding.RAW,
            new ShardingRecord(
                1, null, null, 0, 0, null, null, null, null, null, ROWS_PER_GROUP, GROUPS_PER_FILE),
            Map.of(
                "train", split(folder, Split.TRAIN, train), "test", split(folder, Split.TEST, 25)),
            new ImageStatistics(List.of(.5, .5, .5), List.of(.25, .25, .25), null),
            new SourceRecord("", 0, 0, "", List.of()),
            Map.of());
    Files.write(folder.resolve(Manifest.FILE_NAME), ManifestJson.write(manifest));
    return manifest;
  }

  private static List<ClassEntry> classes() {
    List<ClassEntry> classes = new ArrayList<>();
    for (int label = 0; label < CLASSES; label++) {
      classes.add(new ClassEntry(label, label, "class-" + label));
    }
    return classes;
  }

  private static SplitManifest split(Path folder, Split split, int count) throws IOException {
    List<ShardFile> files = new ArrayList<>();
    Long[] classCounts = new Long[CLASSES];
    Arrays.fill(classCounts, 0L);
    int rowsPerFile = ROWS_PER_GROUP * GROUPS_PER_FILE;
    for (int from = 0; from < count; from += rowsPerFile) {
      String path = "%s/part-%05d.parquet".formatted(split.label(), files.size());
      Location file = Location.of(folder.resolve(path).toString(), new Configuration(false));
      try (ShardWriter writer = new ShardWriter(file.create(""), COLUMN, ROWS_PER_GROUP)) {
        for (long index = from; index < Math.min(count, from + rowsPerFile); index++) {
          Example example = example(split, index);
          classCounts[example.label()]++;
          writer.add(index, example.label(), example.pixels());
        }
        files.add(writer.finish(path));
      }
    }
    return new SplitManifest(count, 0, List.of(classCounts), files);
  }
}
