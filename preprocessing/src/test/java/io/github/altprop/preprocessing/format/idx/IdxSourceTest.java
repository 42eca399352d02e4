package io.github.altprop.preprocessing.format.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.ImageShape;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class IdxSourceTest {
  @TempDir Path folder;
  private final FileAccess files = new LocalFiles();

  @BeforeEach
  void writeTinyMnist() throws IOException {
    write("train-images-idx3-ubyte", images(4, 3, 2));
    write("train-labels-idx1-ubyte", labels(1, 2, 3, 9));
    write("t10k-images-idx3-ubyte", images(2, 3, 2));
    write("t10k-labels-idx1-ubyte", labels(0, 5));
  }

  @Test
  void readsImagesWithTheirLabels() throws IOException {
    SourcePlan plan = plan();

    assertThat(plan.shape()).isEqualTo(new ImageShape(3, 2, 1));
    try (Examples<Example> examples = plan.chunks().get(0).examples(files)) {
      Example first = examples.next();
      assertThat(first.label()).isEqualTo(1);
      assertThat(first.pixels()).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(examples.next().pixels()).containsExactly(6, 7, 8, 9, 10, 11);
    }
  }

  @Test
  void readsGzippedFilesAlike() throws IOException {
    gzip("train-images-idx3-ubyte");
    gzip("train-labels-idx1-ubyte");

    SourcePlan plan = plan();

    assertThat(plan.examples(Split.TRAIN)).isEqualTo(4);
    assertThat(plan.chunks().get(0).labels(files)).containsExactly(1, 2, 3, 9);
    try (Examples<Example> examples = plan.chunks().get(0).examples(files)) {
      examples.forEachRemaining(example -> assertThat(example.pixels()).hasSize(6));
    }
  }

  @Test
  void refusesAWrongMagicNumber() throws IOException {
    write("train-images-idx3-ubyte", labels(1, 2, 3, 4));

    assertThatThrownBy(this::plan)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("train-images-idx3-ubyte: byte 0: ");
  }

  @Test
  void refusesAMagicNumberOfLabelsWhereImagesAreExpected() throws IOException {
    write("t10k-images-idx3-ubyte", concat(labels(1, 2, 3, 4), new byte[8]));

    assertThatThrownBy(this::plan)
        .hasMessageContaining("t10k-images-idx3-ubyte: byte 0: magic number 0x00000801")
        .hasMessageContaining("expected 0x00000803");
  }

  @Test
  void refusesATruncatedAndAnOversizedFile() throws IOException {
    byte[] whole = images(4, 3, 2);
    write("train-images-idx3-ubyte", Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(this::plan)
        .hasMessageContaining("train-images-idx3-ubyte: byte 39: the file ends here")
        .hasMessageContaining("40 bytes");

    write("train-images-idx3-ubyte", Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(this::plan).hasMessageContaining("byte 40: data goes on here");
  }

  @Test
  void refusesAGzippedFileThatEndsEarly() throws IOException {
    gzip("train-images-idx3-ubyte");
    Path zipped = folder.resolve("train-images-idx3-ubyte.gz");
    byte[] bytes = Files.readAllBytes(zipped);
    Files.write(zipped, Arrays.copyOf(bytes, bytes.length - 12));

    assertThatThrownBy(
            () -> {
              try (Examples<Example> examples = plan().chunks().get(0).examples(files)) {
                examples.forEachRemaining(example -> {});
              }
            })
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("train-images-idx3-ubyte.gz");
  }

  @Test
  void refusesAGzippedFileThatGoesOn() throws IOException {
    write("train-labels-idx1-ubyte", concat(labels(1, 2, 3, 4), new byte[] {0}));
    gzip("train-labels-idx1-ubyte");
    Chunk chunk = plan().chunks().get(0);

    assertThatThrownBy(() -> chunk.labels(files))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("train-labels-idx1-ubyte.gz: byte 12: more data");
  }

  @Test
  void refusesALabelOutOfRange() throws IOException {
    write("train-labels-idx1-ubyte", labels(1, 2, 17, 4));
    Chunk chunk = plan().chunks().get(0);

    assertThatThrownBy(() -> chunk.labels(files))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("train-labels-idx1-ubyte: byte 10: label 17; expected 0 to 9");
  }

  @Test
  void refusesAsManyLabelsAsThereAreNoImagesFor() throws IOException {
    write("train-labels-idx1-ubyte", labels(1, 2, 3));

    assertThatThrownBy(this::plan).hasMessageContaining("3 labels; expected 4");
  }

  @Test
  void refusesImpossibleDimensions() throws IOException {
    byte[] bytes = images(4, 3, 2);
    ByteBuffer.wrap(bytes).putInt(8, 1 << 30);
    write("train-images-idx3-ubyte", bytes);

    assertThatThrownBy(this::plan).hasMessageContaining("byte 8: dimension 1073741824");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "ALTPROP_DATA", matches = ".+")
  void readsTheRealMnist() throws IOException {
    SourcePlan plan = plan(System.getenv("ALTPROP_DATA"));

    assertThat(plan.examples(Split.TRAIN)).isEqualTo(60_000);
    assertThat(plan.examples(Split.TEST)).isEqualTo(10_000);
    int seen = 0;
    for (Chunk chunk : plan.chunks()) {
      try (Examples<Example> examples = chunk.examples(files)) {
        while (examples.hasNext()) {
          assertThat(examples.next().pixels()).hasSize(784);
          seen++;
        }
      }
    }
    assertThat(seen).isEqualTo(70_000);
  }

  private SourcePlan plan() {
    return plan(folder.toString());
  }

  private SourcePlan plan(String location) {
    return Sources.named("mnist")
        .plan(
            files,
            TaskRunner.oneByOne(files),
            new SourceRequest(
                location,
                1,
                OptionalInt.empty(),
                OptionalInt.empty(),
                ImageRequest.usual(),
                LayoutRequest.usual()));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private void gzip(String name) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(Files.readAllBytes(folder.resolve(name)));
    }
    Files.delete(folder.resolve(name));
    write(name + ".gz", zipped.toByteArray());
  }

  private static byte[] images(int count, int rows, int columns) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * rows * columns);
    bytes.putInt(0x0803).putInt(count).putInt(rows).putInt(columns);
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) i);
    }
    return bytes.array();
  }

  private static byte[] labels(int... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(0x0801).putInt(labels.length);
    for (int label : labels) {
      bytes.put((byte) label);
    }
    return bytes.array();
  }

  private static byte[] concat(byte[] head, byte[] tail) {
    return ByteBuffer.allocate(head.length + tail.length).put(head).put(tail).array();
  }
}
