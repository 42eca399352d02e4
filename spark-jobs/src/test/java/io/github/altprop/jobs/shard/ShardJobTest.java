package io.github.altprop.jobs.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.shard.ShardOptions.Existing;
import io.github.altprop.jobs.shard.ShardResult.Outcome;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.dataset.ManifestJson;
import io.github.altprop.preprocessing.dataset.SplitManifest.RowGroupEntry;
import io.github.altprop.preprocessing.image.JpegEncoder;
import io.github.altprop.preprocessing.selection.SelectionOptions;
import io.github.altprop.preprocessing.source.ImageRequest;
import io.github.altprop.preprocessing.source.LayoutRequest;
import io.github.altprop.preprocessing.synthetic.ShapeImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardJobTest {
  @TempDir Path folder;

  @Test
  void writesEveryExampleOnceInRandomOrderWithItsLabelAndPixels() {
    Manifest manifest = shard(small("shards", 1)).manifest();

    List<Row> rows = rows(manifest, Split.TRAIN);
    ShapeImages images = new ShapeImages(1);
    Set<Long> seen = new HashSet<>();
    List<Long> order = new ArrayList<>();
    for (Row row : rows) {
      long index = row.getLong(0);
      Example original = images.draw(Split.TRAIN, index);
      assertThat(seen.add(index)).isTrue();
      assertThat(row.getInt(1)).isEqualTo(original.label());
      assertThat((byte[]) row.get(2)).isEqualTo(original.pixels());
      order.add(index);
    }
    assertThat(seen).hasSize(500);
    assertThat(order).isNotEqualTo(order.stream().sorted().toList());
    assertThat(manifest.split(Split.TRAIN).examples()).isEqualTo(500);
    assertThat(manifest.split(Split.TEST).examples()).isEqualTo(2_000);
  }

  @Test
  void fillsRowGroupsAndFilesExactly() {
    Manifest manifest = shard(small("shards", 1)).manifest();

    assertThat(manifest.split(Split.TRAIN).rowGroupSizes())
        .containsExactly(64, 64, 64, 64, 64, 64, 64, 52);
    assertThat(manifest.split(Split.TRAIN).files())
        .extracting(file -> file.rowGroups().stream().mapToInt(RowGroupEntry::rows).sum())
        .containsExactly(192, 192, 116);
  }

  @Test
  void writesTheSameBytesWhateverTheParallelism() throws IOException {
    shard(small("once", 1));
    Map<String, byte[]> once = files("once");
    shard(small("again", 1));

    assertThat(files("again").keySet()).isEqualTo(once.keySet());
    once.forEach((name, bytes) -> assertThat(read("again/" + name)).isEqualTo(bytes));
  }

  @Test
  void leavesOnlyWhatTheManifestNames() throws IOException {
    Manifest manifest = shard(small("shards", 1)).manifest();

    assertThat(files("shards").keySet()).isEqualTo(listed(manifest));
    try (Stream<Path> siblings = Files.list(folder)) {
      assertThat(siblings.map(p -> p.getFileName().toString())).containsExactly("shards");
    }
  }

  @Test
  void doesNothingIfTheSameDataSetIsThere() throws IOException {
    shard(small("shards", 1));
    long before = Files.getLastModifiedTime(folder.resolve("shards/manifest.json")).toMillis();

    ShardResult second = shard(small("shards", 1));

    assertThat(second.outcome()).isEqualTo(Outcome.ALREADY_THERE);
    assertThat(Files.getLastModifiedTime(folder.resolve("shards/manifest.json")).toMillis())
        .isEqualTo(before);
  }

  @Test
  void refusesToReplaceAnotherDataSetUnlessTold() {
    shard(small("shards", 1));

    assertThatThrownBy(() -> shard(small("shards", 2)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("shards: holds a data set already (synthetic")
        .hasMessageContaining("--overwrite");

    ShardResult replaced = shard(small("shards", 2).with(Existing.OVERWRITE));
    assertThat(replaced.outcome()).isEqualTo(Outcome.WRITTEN);
    assertThat(replaced.manifest().options().seed()).isEqualTo(2);
  }

  @Test
  void refusesAFolderWithFilesOfAnotherKindEvenIfToldToOverwrite() throws IOException {
    Files.createDirectories(folder.resolve("home"));
    Files.writeString(folder.resolve("home/thesis.tex"), "ten years of work");

    assertThatThrownBy(() -> shard(small("home", 1).with(Existing.OVERWRITE)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("home: holds thesis.tex");
    assertThat(folder.resolve("home/thesis.tex")).exists();
  }

  @Test
  void cleansUpAfterAnInterruptedRun() throws IOException {
    Files.createDirectories(folder.resolve("shards/train"));
    Files.writeString(folder.resolve("shards/train/.part-00000.parquet.7.partial"), "half");
    Files.writeString(folder.resolve("shards/train/part-09999.parquet"), "whole, but not listed");
    Files.writeString(folder.resolve("shards/.lock"), "of a process that was killed");

    Manifest manifest = shard(small("shards", 1)).manifest();

    assertThat(files("shards").keySet()).isEqualTo(listed(manifest));
  }

  @Test
  void leavesNothingBehindWhenTheSourceIsBad() throws IOException {
    Path source = Files.createDirectory(folder.resolve("cifar"));
    for (int batch = 1; batch <= 5; batch++) {
      Files.write(source.resolve("data_batch_" + batch + ".bin"), new byte[2 * 3073]);
    }
    byte[] bad = new byte[2 * 3073];
    bad[3073] = 77;
    Files.write(source.resolve("test_batch.bin"), bad);
    ShardOptions options = ShardOptions.of("cifar10", source.toString(), at("shards"), 1);

    assertThatThrownBy(() -> shard(options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("test_batch.bin: byte 3073: label 77; expected 0 to 9");
    assertThat(folder.resolve("shards")).doesNotExist();
  }

  @Test
  void leavesNothingBehindWhenTheDiskIsFull() throws IOException {
    SparkSessions.context()
        .hadoopConfiguration()
        .set("fs.full.impl", FullDiskFileSystem.class.getName());
    SparkSessions.context().hadoopConfiguration().set("full.bytes", "2000000");
    ShardOptions local = small("full", 1);
    ShardOptions options =
        new ShardOptions(
            local.dataset(),
            "",
            "full://" + local.output(),
            local.selection(),
            ImageRequest.usual(),
            LayoutRequest.usual(),
            OptionalInt.empty(),
            0,
            Existing.REFUSE,
            local.rowsPerGroup(),
            3);

    assertThatThrownBy(() -> shard(options))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("full: cannot be written: No space left on device");
    assertThat(folder.resolve("full")).doesNotExist();
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> shard(ShardOptions.of("cifar10", at("none"), at("shards"), 1)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(
            "none: there is no such folder; expected one with a file data_batch_1.bin");
    assertThatThrownBy(() -> shard(ShardOptions.of("cifar10", "", at("shards"), 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("source: missing");
    assertThatThrownBy(() -> shard(ShardOptions.of("cifar11", "", at("shards"), 1)))
        .hasMessageContaining("'cifar11'; expected one of cifar10, cifar100, mnist");
  }

  @Test
  void storesImagesAsJpegFiles() {
    Manifest raw = shard(small("raw", 1)).manifest();
    JpegEncoder encoder = new JpegEncoder(ShapeImages.IMAGE, 95);
    ShardOptions options = small("shards", 1).withJpeg(OptionalInt.of(95));

    Manifest manifest = shard(options).manifest();

    assertThat(manifest.encoding()).isEqualTo(Manifest.Encoding.JPEG);
    assertThat(manifest.options().quality()).isEqualTo(95);
    assertThat(manifest.split(Split.TRAIN).classCounts())
        .isEqualTo(raw.split(Split.TRAIN).classCounts());
    assertThat(rows(manifest, Split.TRAIN))
        .allSatisfy(
            row -> {
              byte[] drawn = new ShapeImages(1).draw(Split.TRAIN, row.getLong(0)).pixels();
              assertThat(row.<byte[]>getAs("image")).isEqualTo(encoder.encode(drawn));
            });
    for (int channel = 0; channel < 3; channel++) {
      assertThat(manifest.statistics().channelMean().get(channel))
          .isCloseTo(raw.statistics().channelMean().get(channel), within(.002));
    }
    assertThat(shard(options).outcome()).isEqualTo(Outcome.ALREADY_THERE);
    assertThatThrownBy(() -> shard(small("shards", 1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("made with other options");
  }

  @Test
  void recordsClassesSubsetAndNoise() {
    ShardOptions options =
        small("shards", 1)
            .with(new SelectionOptions(1, OptionalInt.of(4), OptionalInt.of(200), 0.25));

    Manifest manifest = shard(options).manifest();

    assertThat(manifest.classes()).hasSize(4);
    assertThat(manifest.options().relabelled()).isEqualTo(50);
    assertThat(manifest.split(Split.TRAIN).examples()).isEqualTo(200);
    assertThat(manifest.split(Split.TEST).examples()).isEqualTo(800);
    assertThat(manifest.split(Split.TEST).classCounts()).containsOnly(200L);
    ShapeImages images = new ShapeImages(1);
    long noisy =
        rows(manifest, Split.TRAIN).stream()
            .filter(
                row -> {
                  int original = images.draw(Split.TRAIN, row.getLong(0)).label();
                  return manifest.classes().get(row.getInt(1)).originalId() != original;
                })
            .count();
    assertThat(noisy).isEqualTo(50);
  }

  private ShardResult shard(ShardOptions options) {
    return new ShardJob(SparkSessions.context()).run(options);
  }

  /** 500 training examples, 64 to a row group, 3 row groups to a file. */
  private ShardOptions small(String name, long seed) {
    return new ShardOptions(
        "synthetic",
        "",
        at(name),
        new SelectionOptions(seed, OptionalInt.empty(), OptionalInt.of(500), 0),
        ImageRequest.usual(),
        LayoutRequest.usual(),
        OptionalInt.empty(),
        0,
        Existing.REFUSE,
        OptionalInt.of(64),
        3);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private List<Row> rows(Manifest manifest, Split split) {
    assertThat(ManifestJson.read(read("shards/manifest.json"), "manifest.json"))
        .isEqualTo(manifest);
    return SparkSessions.shared().read().parquet(at("shards/" + split.label())).collectAsList();
  }

  private static Set<String> listed(Manifest manifest) {
    Set<String> files = new HashSet<>(Set.of("manifest.json", "mean-image.npy"));
    manifest.splits().values().forEach(split -> split.files().forEach(f -> files.add(f.path())));
    return files;
  }

  private byte[] read(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, byte[]> files(String name) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Path root = folder.resolve(name);
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }
}
