package io.github.altprop.preprocessing.format.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.LocalFiles;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.format.Sources;
import io.github.altprop.preprocessing.source.Chunk;
import io.github.altprop.preprocessing.source.Examples;
import io.github.altprop.preprocessing.source.ImageRequest;
import io.github.altprop.preprocessing.source.LayoutRequest;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class CifarSourceTest {
  private static final int RECORD = 3073;

  @TempDir Path folder;
  private final FileAccess files = new LocalFiles();

  @BeforeEach
  void writeTinyCifar10() throws IOException {
    for (int batch = 1; batch <= 5; batch++) {
      write("data_batch_" + batch + ".bin", records(3, batch));
    }
    write("test_batch.bin", records(2, 9));
  }

  @Test
  void numbersExamplesThroughAllFilesAndInterleavesTheColourPlanes() throws IOException {
    List<Example> train = examples(Split.TRAIN);

    assertThat(train)
        .extracting(Example::index)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L);
    assertThat(train.get(3).label()).isEqualTo(2);
    byte[] pixels = train.get(3).pixels();
    // Plane p of record 0 of batch 2 holds (position + 2 + p) mod 251.
    assertThat(pixels[0]).isEqualTo((byte) 2);
    assertThat(pixels[1]).isEqualTo((byte) 3);
    assertThat(pixels[2]).isEqualTo((byte) 4);
    assertThat(pixels[3]).isEqualTo((byte) 3);
    assertThat(examples(Split.TEST)).hasSize(2);
  }

  @Test
  void saysThatThereAreFewerRecordsThanPublished() {
    assertThat(plan().notes()).hasSize(6).first().asString().contains("3 of the published 10000");
  }

  @Test
  void findsTheFolderInsideTheOneGiven() throws IOException {
    Path parent = Files.createDirectory(folder.resolve("parent"));
    Path child = Files.createDirectory(parent.resolve("cifar-10-batches-bin"));
    for (int batch = 1; batch <= 5; batch++) {
      Files.copy(
          folder.resolve("data_batch_" + batch + ".bin"),
          child.resolve("data_batch_" + batch + ".bin"));
    }
    Files.copy(folder.resolve("test_batch.bin"), child.resolve("test_batch.bin"));

    assertThat(plan(parent.toString()).examples(Split.TRAIN)).isEqualTo(15);
  }

  @Test
  void refusesATruncatedFileByNameAndOffset() throws IOException {
    byte[] whole = records(3, 2);
    write("data_batch_2.bin", Arrays.copyOf(whole, whole.length - 1));

    assertThatThrownBy(this::plan)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("data_batch_2.bin: byte " + 2 * RECORD + ": incomplete record")
        .hasMessageContaining("3072 bytes where 3073");
  }

  @Test
  void refusesAnOversizedFileByNameAndOffset() throws IOException {
    write("test_batch.bin", new byte[10_001 * RECORD]);

    assertThatThrownBy(this::plan)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("test_batch.bin: byte 30730000: more data than the 10000 records");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    write("data_batch_4.bin", new byte[0]);

    assertThatThrownBy(this::plan).hasMessageContaining("data_batch_4.bin: byte 0");
  }

  @Test
  void refusesALabelOutOfRangeByNameAndOffset() throws IOException {
    byte[] bad = records(3, 1);
    bad[RECORD] = 10;
    write("data_batch_1.bin", bad);
    Chunk chunk = plan().chunks().get(0);

    assertThatThrownBy(() -> chunk.labels(files))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("data_batch_1.bin: byte 3073: label 10; expected 0 to 9");
  }

  @Test
  void namesAMissingFile() throws IOException {
    Files.delete(folder.resolve("data_batch_5.bin"));

    assertThatThrownBy(this::plan)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a file data_batch_5.bin here");
  }

  @Test
  void namesAMissingFolder() {
    folder = folder.resolve("none");

    assertThatThrownBy(this::plan)
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            folder
                + ": there is no such folder; expected one with a file data_batch_1.bin or"
                + " data_batch_1 or cifar-10-binary.tar.gz");
  }

  @Test
  void takesCifar100sFineLabels() throws IOException {
    byte[] record = new byte[3074];
    record[0] = 19;
    record[1] = 99;
    write("train.bin", record);
    write("test.bin", record);

    SourcePlan plan =
        Sources.named("cifar100")
            .plan(files, TaskRunner.oneByOne(files), request(folder.toString()));

    assertThat(plan.chunks().get(0).labels(files)).containsExactly(99);
    assertThat(plan.classNames()).hasSize(100);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "ALTPROP_DATA", matches = ".+")
  void readsTheRealCifar10() throws IOException {
    SourcePlan plan = plan(System.getenv("ALTPROP_DATA"));

    int[] counts = new int[10];
    for (Chunk chunk : plan.chunks()) {
      if (chunk.split() == Split.TRAIN) {
        for (int label : chunk.labels(files)) {
          counts[label]++;
        }
      }
    }
    assertThat(counts).containsOnly(5000);
    assertThat(plan.examples(Split.TEST)).isEqualTo(10_000);
    assertThat(plan.classNames()).startsWith("airplane", "automobile");
    assertThat(plan.notes()).isEmpty();
  }

  private List<Example> examples(Split split) throws IOException {
    List<Example> all = new ArrayList<>();
    for (Chunk chunk : plan().chunks()) {
      if (chunk.split() == split) {
        try (Examples<Example> examples = chunk.examples(files)) {
          examples.forEachRemaining(all::add);
        }
      }
    }
    return all;
  }

  private SourcePlan plan() {
    return plan(folder.toString());
  }

  private SourcePlan plan(String location) {
    return Sources.named("cifar10").plan(files, TaskRunner.oneByOne(files), request(location));
  }

  private static SourceRequest request(String location) {
    return new SourceRequest(
        location,
        1,
        OptionalInt.empty(),
        OptionalInt.empty(),
        ImageRequest.usual(),
        LayoutRequest.usual());
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  /** Records with a label and planes that tell record, plane and position apart. */
  private static byte[] records(int count, int label) {
    byte[] bytes = new byte[count * RECORD];
    for (int record = 0; record < count; record++) {
      bytes[record * RECORD] = (byte) label;
      for (int i = 0; i < 3072; i++) {
        bytes[record * RECORD + 1 + i] = (byte) ((i % 1024 + label + record + i / 1024) % 251);
      }
    }
    return bytes;
  }
}
