package io.github.altprop.jobs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.jobs.UserError;
import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.Manifest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardReadingTest {
  @TempDir Path folder;
  private Manifest manifest;

  @BeforeEach
  void writeShards() throws IOException {
    manifest = ShardFixture.write(folder);
  }

  @Test
  void readsWhatWasWritten() {
    try (SplitReader reader = open(Split.TRAIN)) {
      int index = 0;
      for (int number = 0; number < 10; number++) {
        RowGroup group = reader.rowGroup(number);
        assertThat(group.rows()).isEqualTo(number == 9 ? 5 : 10);
        for (int row = 0; row < group.rows(); row++, index++) {
          Example expected = ShardFixture.example(Split.TRAIN, index);
          assertThat(group.indices()[row]).isEqualTo(index);
          assertThat(group.labels()[row]).isEqualTo(expected.label());
          int values = ShardFixture.IMAGE.values();
          assertThat(Arrays.copyOfRange(group.pixels(), row * values, (row + 1) * values))
              .isEqualTo(expected.pixels());
        }
      }
      assertThat(index).isEqualTo(ShardFixture.TRAIN);
    }
  }

  @Test
  void refusesByNameAShardWithAnotherChecksum() throws IOException {
    Path shard = folder.resolve("train/part-00000.parquet");
    byte[] image = ShardFixture.example(Split.TRAIN, 12).pixels();
    byte[] bytes = Files.readAllBytes(shard);
    int at = find(bytes, image);
    try (RandomAccessFile file = new RandomAccessFile(shard.toFile(), "rw")) {
      file.seek(at);
      file.write(image[0] ^ 1);
    }

    try (SplitReader reader = open(Split.TRAIN)) {
      assertThat(reader.rowGroup(0).rows()).isEqualTo(10);
      assertThatThrownBy(() -> reader.rowGroup(1))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("part-00000.parquet: row group 1: checksum ");
    }
  }

  @Test
  void refusesByNameAShardThatIsMissingOrShort() throws IOException {
    Path shard = folder.resolve("train/part-00000.parquet");
    byte[] bytes = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(bytes, bytes.length - 1));
    refused("part-00000.parquet: " + (bytes.length - 1) + " bytes; the manifest says");

    Files.delete(shard);
    refused("part-00000.parquet: missing; the manifest lists it");
  }

  @Test
  void refusesByNameAFileThatIsNoParquet() throws IOException {
    Path shard = folder.resolve("train/part-00000.parquet");
    byte[] noise = new byte[(int) Files.size(shard)];
    Files.write(shard, noise);

    refused("part-00000.parquet: not a readable Parquet file");
  }

  @Test
  void saysWhereThereIsNoDataSet() {
    Path nothing = folder.resolve("nothing");
    assertThatThrownBy(() -> ShardedDataset.open(nothing.toString(), configuration()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nothing: no manifest.json here");
  }

  @Test
  void namesFileAndFieldOfAWrongManifest() throws IOException {
    Path file = folder.resolve(Manifest.FILE_NAME);
    String json = Files.readString(file).replace("\"examples\" : 95", "\"examples\" : 96");
    Files.write(file, json.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> ShardedDataset.open(folder.toString(), configuration()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("manifest.json: splits.train.files: rows in all: 95; expected 96");
  }

  @Test
  void keepsNoMoreThanTheCacheHolds() {
    RowGroupCache cache = new RowGroupCache(3L * 10 * (ShardFixture.IMAGE.values() + 12));
    try (SplitReader reader = dataset().reader(Split.TRAIN, cache)) {
      RowGroup first = reader.rowGroup(0);
      assertThat(reader.rowGroup(0)).isSameAs(first);
      for (int number = 1; number < 10; number++) {
        reader.rowGroup(number);
        assertThat(cache.bytes()).isLessThanOrEqualTo(3L * 10 * (60 + 12));
      }
      assertThat(reader.rowGroup(0)).isNotSameAs(first);
    }
  }

  @Test
  void drawsSomeExamplesOfEachClass() throws IOException {
    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(new ContactSheet(dataset()).png()));

    assertThat(sheet.getHeight()).isGreaterThan(7 * 72);
    assertThat(sheet.getRGB(170, 4) & 0xffffff).isEqualTo(firstColour(0));
  }

  @Test
  void drawsNoRowForAClassWithoutExamples() throws IOException {
    manifest = ShardFixture.write(folder, 2); // of classes 0 and 3

    BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(new ContactSheet(dataset()).png()));

    assertThat(sheet.getHeight()).isEqualTo(4 + 2 * 76);
    assertThat(sheet.getRGB(170, 4 + 76) & 0xffffff).isEqualTo(firstColour(1));
  }

  private static int firstColour(long index) {
    byte[] pixels = ShardFixture.example(Split.TRAIN, index).pixels();
    return (pixels[0] & 0xff) << 16 | (pixels[1] & 0xff) << 8 | (pixels[2] & 0xff);
  }

  private void refused(String complaint) {
    try (SplitReader reader = open(Split.TRAIN)) {
      assertThatThrownBy(() -> reader.rowGroup(0))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining(complaint);
    }
  }

  private SplitReader open(Split split) {
    assertThat(manifest).isNotNull();
    return dataset().reader(split, new RowGroupCache(1 << 20));
  }

  private ShardedDataset dataset() {
    return ShardedDataset.open(folder.toString(), configuration());
  }

  private static Configuration configuration() {
    return new Configuration(false);
  }

  private static int find(byte[] haystack, byte[] needle) {
    for (int at = 0; at <= haystack.length - needle.length; at++) {
      if (Arrays.equals(haystack, at, at + needle.length, needle, 0, needle.length)) {
        return at;
      }
    }
    throw new AssertionError("not found");
  }
}
