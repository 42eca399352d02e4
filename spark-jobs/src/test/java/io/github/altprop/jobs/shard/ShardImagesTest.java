package io.github.altprop.jobs.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.jobs.SparkSessions;
import io.github.altprop.jobs.UserError;
import io.github.altprop.jobs.shard.ShardOptions.Existing;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.ImageShape;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest;
import io.github.altprop.preprocessing.dataset.Manifest.ClassEntry;
import io.github.altprop.preprocessing.dataset.SplitManifest;
import io.github.altprop.preprocessing.dataset.SplitManifest.ShardFile;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import io.github.altprop.preprocessing.selection.Selection;
import io.github.altprop.preprocessing.selection.SelectionOptions;
import io.github.altprop.preprocessing.source.ImageRequest;
import io.github.altprop.preprocessing.source.LayoutRequest;
import io.github.altprop.preprocessing.source.LayoutRequest.EmptyClasses;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class ShardImagesTest {
  @TempDir Path folder;
  private Path tree;

  @BeforeEach
  void writeTree() throws IOException {
    tree = folder.resolve("tree");
    ImageTrees.writeTree(tree);
  }

  @Test
  void numbersClassesAsTheDevkitDoes() {
    Manifest manifest = shard("imagenet", tree, "out", 0, OptionalInt.of(32));

    assertThat(manifest.classes())
        .extracting(ClassEntry::name)
        .containsExactly("kit fox", "English setter", "tench");
    assertThat(manifest.image()).isEqualTo(new ImageShape(32, 32, 3));
    assertThat(manifest.split(Split.TRAIN).classCounts()).containsExactly(7L, 7L, 7L);
    assertThat(manifest.split(Split.TEST).classCounts()).containsExactly(1L, 2L, 2L);
    assertThat(manifest.options().resize()).isEqualTo("direct");
  }

  @Test
  void makesTheSameShardsOfArchivesAsOfTheTree() throws IOException {
    ImageTrees.writeArchives(tree, folder.resolve("tars"));

    Manifest ofTree = shard("imagenet", tree, "a", 0, OptionalInt.of(32));
    Manifest ofTars = shard("imagenet", folder.resolve("tars"), "b", 0, OptionalInt.of(32));

    assertThat(ofTars.splits()).isEqualTo(ofTree.splits());
    assertThat(ofTars.statistics()).isEqualTo(ofTree.statistics());
    for (ShardFile file : ofTree.split(Split.TRAIN).files()) {
      assertThat(Files.readAllBytes(folder.resolve("b").resolve(file.path())))
          .isEqualTo(Files.readAllBytes(folder.resolve("a").resolve(file.path())));
    }
  }

  @Test
  void putsWhatCannotBeUsedAsideWithTheReason() throws IOException {
    Path classFolder = tree.resolve("Data/CLS-LOC/train/n02119789");
    byte[] whole = ImageTrees.jpeg(1);
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    Files.write(classFolder.resolve("n02119789_cut.JPEG"), cut);
    Files.write(classFolder.resolve("n02119789_empty.JPEG"), new byte[0]);
    Files.writeString(classFolder.resolve("n02119789_text.JPEG"), "no picture");
    Files.write(classFolder.resolve("n02119789_huge.JPEG"), claiming(60_000));

    Manifest manifest = shard("imagenet", tree, "out", 0.5, OptionalInt.of(32));

    assertThat(manifest.split(Split.TRAIN).examples()).isEqualTo(21);
    assertThat(manifest.split(Split.TRAIN).rejected()).isEqualTo(4);
    List<Row> rejected =
        SparkSessions.shared()
            .read()
            .parquet(folder.resolve("out/rejected").toString())
            .orderBy("path")
            .collectAsList();
    assertThat(rejected)
        .extracting(row -> row.<String>getAs("reason"))
        .containsExactly("truncated", "empty", "too-large", "not-an-image");
    assertThat(rejected.get(0).<String>getAs("path"))
        .isEqualTo("train/n02119789/n02119789_cut.JPEG");
    assertThat(rejected.get(0).<byte[]>getAs("bytes")).isEqualTo(cut);
    assertThat(rejected.get(2).<String>getAs("cause")).contains("60000 x 60000");
  }

  /** 30 training and 12 test images, of which every fourth cannot be used. */
  @Test
  void losesNoImageSilently() throws IOException {
    Path images = folder.resolve("images");
    byte[] whole = ImageTrees.jpeg(1);
    Map<String, Long> read = Map.of("train", 30L, "test", 12L);
    for (int i = 0; i < 42; i++) {
      String name = (i < 30 ? "train/" : "val/") + (i % 2 == 0 ? "cat" : "dog") + "/" + i + ".jpg";
      byte[] file =
          switch (i % 16) {
            case 3 -> Arrays.copyOf(whole, whole.length / 2);
            case 7 -> new byte[0];
            case 11 -> claiming(60_000);
            case 15 -> "no picture".getBytes(StandardCharsets.UTF_8);
            default -> ImageTrees.jpeg(i);
          };
      ImageTrees.put(images.resolve(name), file);
    }

    Manifest manifest = shard("image-folder", images, "out", 0.5, OptionalInt.of(32));

    for (Split split : Split.values()) {
      SplitManifest counts = manifest.split(split);
      List<Long> kept = indices("out/" + split.label());
      List<Long> rejected = indices("out/rejected/" + split.label() + "-*");
      assertThat(counts.examples() + counts.rejected()).isEqualTo(read.get(split.label()));
      assertThat(kept).hasSize(Math.toIntExact(counts.examples()));
      assertThat(rejected).hasSize(Math.toIntExact(counts.rejected())).isNotEmpty();
      assertThat(counts.classCounts().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(counts.examples());
      assertThat(Stream.concat(kept.stream(), rejected.stream()).sorted())
          .isEqualTo(LongStream.range(0, read.get(split.label())).boxed().toList());
    }
  }

  private List<Long> indices(String parquet) {
    return SparkSessions.shared()
        .read()
        .parquet(folder.resolve(parquet).toString())
        .select("index")
        .collectAsList()
        .stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  /** Files of 48 examples: the order is that of the keys, through all files. */
  @Test
  void writesFilesOfAFixedNumberOfImagesInTheOrderOfTheSeed() throws IOException {
    Path images = folder.resolve("images");
    for (int i = 0; i < 100; i++) {
      ImageTrees.put(images.resolve("all/%03d.jpg".formatted(i)), ImageTrees.jpeg(i));
    }
    ShardOptions options =
        new ShardOptions(
            "image-folder",
            images.toString(),
            at("out"),
            SelectionOptions.everything(5),
            new ImageRequest(Optional.empty(), OptionalInt.of(16), Orientation.IGNORED),
            LayoutRequest.usual(),
            OptionalInt.empty(),
            0,
            Existing.REFUSE,
            OptionalInt.of(16),
            3);

    Manifest manifest = new ShardJob(SparkSessions.context()).run(options).manifest();

    List<ShardFile> files = manifest.split(Split.TRAIN).files();
    assertThat(files).extracting(ShardFile::rows).containsExactly(48L, 48L, 4L);
    List<Long> written = new ArrayList<>();
    files.forEach(file -> written.addAll(indices("out/" + file.path())));
    Selection all = new Selection(List.of(0), Map.of(Split.TRAIN, new int[100]), 0);
    ShuffleKeys keys = ShuffleKeys.of(5, Split.TRAIN, all, 48);
    assertThat(written)
        .isEqualTo(
            LongStream.range(0, 100).boxed().sorted(Comparator.comparing(keys::key)).toList());
  }

  @Test
  void stopsWithASummaryWhenTooManyCannotBeUsed() throws IOException {
    Files.write(tree.resolve("Data/CLS-LOC/train/n02119789/n02119789_0.JPEG"), new byte[0]);

    assertThatThrownBy(() -> shard("imagenet", tree, "out", 0.001, OptionalInt.of(32)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1 of 26 images cannot be used")
        .hasMessageContaining("--max-rejected")
        .hasMessageContaining(
            "1 empty; such as train/n02119789/n02119789_0.JPEG (the file has no bytes)");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** A tenth may be, and a shard would hold all of them. */
  @Test
  void stopsAfterSomeHundredsWhenNearlyAllCannotBeUsed() throws IOException {
    Path images = folder.resolve("images");
    ImageTrees.put(images.resolve("cat/good.png"), png(16));
    for (int i = 0; i < 6_000; i++) {
      ImageTrees.put(images.resolve("cat/" + i + ".png"), new byte[0]);
    }

    assertThatThrownBy(() -> shard("image-folder", images, "out", 0.1, OptionalInt.of(16)))
        .isInstanceOf(UserError.class)
        .hasMessageMatching(
            ".*: at least (499|500) of 6001 images cannot be used, among them (499|500) of the"
                + " first 500 that one task read in random order, more than the fraction 0.1 that"
                + " --max-rejected allows: .* empty; such as .*");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void rejectsImagesOfAnotherSizeIfNothingIsResized() throws IOException {
    Path images = folder.resolve("images");
    ImageTrees.put(images.resolve("cat/a.png"), png(16));
    ImageTrees.put(images.resolve("cat/b.png"), png(16));
    ImageTrees.put(images.resolve("dog/c.png"), png(17));
    ShardOptions options =
        ShardOptions.of("image-folder", images.toString(), at("out"), 1)
            .with(
                new ImageRequest(Optional.of(Resize.NONE), OptionalInt.of(16), Orientation.IGNORED),
                0.5);

    assertThatThrownBy(() -> new ShardJob(SparkSessions.context()).run(options))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no image can be used of dog");
    Manifest manifest =
        new ShardJob(SparkSessions.context())
            .run(options.with(new LayoutRequest("", "", EmptyClasses.ALLOWED, "")))
            .manifest();

    assertThat(manifest.classes()).extracting(ClassEntry::name).containsExactly("cat", "dog");
    assertThat(manifest.split(Split.TRAIN).classCounts()).containsExactly(2L, 0L);
    assertThat(manifest.split(Split.TRAIN).rejected()).isEqualTo(1);
  }

  @Test
  void refusesArchivesThatMeanHarm() throws IOException {
    Path tars = folder.resolve("tars");
    ImageTrees.writeArchives(tree, tars);
    Path validation = tars.resolve("ILSVRC2012_img_val.tar");

    ByteArrayOutputStream climbing = new ByteArrayOutputStream();
    ImageTrees.entry(climbing, "../../etc/ILSVRC2012_val_00000001.JPEG", new byte[] {1});
    Files.write(validation, climbing.toByteArray());
    refused(tars, "ILSVRC2012_img_val.tar: byte 0: an entry called '../../etc/");

    ByteArrayOutputStream beyond = new ByteArrayOutputStream();
    beyond.write(ImageTrees.header("ILSVRC2012_val_00000001.JPEG", 1L << 32, '0'));
    Files.write(validation, beyond.toByteArray());
    refused(tars, "byte 0: ILSVRC2012_val_00000001.JPEG claims 4294967296 bytes");

    ByteArrayOutputStream link = new ByteArrayOutputStream();
    link.write(ImageTrees.header("ILSVRC2012_val_00000001.JPEG", 0, '2'));
    Files.write(validation, link.toByteArray());
    refused(tars, "is a link or device");

    Files.writeString(validation, "no archive at all".repeat(100));
    refused(tars, "byte 0: no tar header");
  }

  @Test
  void refusesAClassThatTheDevkitDoesNotKnow() throws IOException {
    Files.createDirectories(tree.resolve("Data/CLS-LOC/train/n99999999"));

    refused(tree, "'n99999999' is no class of");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "ALTPROP_DATA", matches = ".+")
  void keepsAllRealImages() {
    Path data = Path.of(System.getenv("ALTPROP_DATA"));

    Manifest imagenet = shard("imagenet", data.resolve("ILSVRC"), "a", 0, OptionalInt.of(64));
    Manifest tiny = shard("tiny-imagenet", data, "b", 0, OptionalInt.empty());

    assertThat(imagenet.split(Split.TRAIN).examples()).isEqualTo(127);
    assertThat(imagenet.split(Split.TEST).examples()).isEqualTo(10);
    assertThat(imagenet.split(Split.TEST).classCounts().get(489)).isEqualTo(1);
    assertThat(tiny.split(Split.TRAIN).classCounts()).hasSize(10).containsOnly(100L);
    assertThat(tiny.split(Split.TEST).classCounts()).containsOnly(50L);
    assertThat(tiny.image()).isEqualTo(new ImageShape(64, 64, 3));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "ALTPROP_DATA", matches = ".+")
  void makesTheSameShardsOfRealImagesHoweverTheyArePacked() throws IOException {
    Path real = Path.of(System.getenv("ALTPROP_DATA"), "ILSVRC");
    ImageTrees.writeArchives(real, folder.resolve("tars"));

    Manifest ofTree = shard("imagenet", real, "a", 0, OptionalInt.of(64));
    Manifest ofTars = shard("imagenet", folder.resolve("tars"), "b", 0, OptionalInt.of(64));
    shard("image-folder", real.resolve("Data/CLS-LOC/train"), "c", 0, OptionalInt.of(64));

    assertThat(ofTars.splits()).isEqualTo(ofTree.splits());
    assertThat(ofTars.statistics()).isEqualTo(ofTree.statistics());
    // A folder numbers its classes in the order of their names; the images are the same.
    assertThat(images("c")).isEqualTo(images("a"));
  }

  private List<String> images(String dataset) {
    return SparkSessions.shared()
        .read()
        .parquet(folder.resolve(dataset).resolve("train").toString())
        .orderBy("index")
        .selectExpr("concat(index, ' ', sha1(image))")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private void refused(Path source, String complaint) {
    assertThatThrownBy(() -> shard("imagenet", source, "out", 0, OptionalInt.of(32)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(complaint);
  }

  private Manifest shard(
      String dataset, Path source, String output, double maxRejected, OptionalInt size) {
    ShardOptions options =
        ShardOptions.of(dataset, source.toString(), at(output), 1)
            .with(new ImageRequest(Optional.empty(), size, Orientation.IGNORED), maxRejected);
    return new ShardJob(SparkSessions.context()).run(options).manifest();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  /** The start of a JPEG file that claims a size, and its end. */
  private static byte[] claiming(int side) {
    byte high = (byte) (side >> 8);
    byte low = (byte) side;
    return new byte[] {
      (byte) 0xff,
      (byte) 0xd8,
      (byte) 0xff,
      (byte) 0xc0,
      0,
      11,
      8,
      high,
      low,
      high,
      low,
      1,
      1,
      0x11,
      0,
      (byte) 0xff,
      (byte) 0xd9
    };
  }

  private static byte[] png(int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    assertThat(new String(bytes.toByteArray(), 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
    return bytes.toByteArray();
  }
}
