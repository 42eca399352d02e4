package io.github.altprop.preprocessing.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Example;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.format.cifar.PickledCifar;
import io.github.altprop.preprocessing.source.SourcePlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sets as they are downloaded: other versions, archives, folders. */
class DownloadedSourcesTest {
  private static final int PIXELS = 3 * 32 * 32;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"protocol-2", "protocol-2-python-2", "protocol-4", "protocol-5", "by-columns"})
  void readsEveryKindOfPickle(String kind) throws IOException {
    PickledCifar content =
        PickledCifar.read(Plans.FILES, pickle(kind + ".pickle").toString(), "labels");

    assertThat(content.labels()).containsExactly(3L, 1L);
    assertThat(content.images().rows()).isEqualTo(2);
    for (int i = 0; i < 2 * PIXELS; i++) {
      assertThat(content.images().values()[i]).isEqualTo((byte) (i * 7 % 256));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls-a-function.pickle", "calls-another.pickle"})
  void executesNothing(String name) throws IOException {
    Path file = pickle(name);

    assertThatThrownBy(() -> PickledCifar.read(Plans.FILES, file.toString(), "labels"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("nothing was executed");
  }

  @Test
  void readsThePythonVersionAsTheBinaryOne() throws IOException {
    for (String name : List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4")) {
      Files.copy(pickle("protocol-2.pickle"), inside("cifar-10-batches-py/" + name));
    }
    Files.copy(pickle("protocol-4.pickle"), inside("cifar-10-batches-py/data_batch_5"));
    Files.copy(pickle("protocol-5.pickle"), inside("cifar-10-batches-py/test_batch"));
    Files.copy(pickle("names.pickle"), inside("cifar-10-batches-py/batches.meta"));
    Files.writeString(inside("cifar-10-batches-py/readme.html"), "x");

    SourcePlan plan = Plans.of("cifar10", folder);

    assertThat(plan.classNames()).hasSize(10).startsWith("airplane", "automobile");
    List<Example> train = Plans.examples(plan, Split.TRAIN);
    assertThat(train).hasSize(10);
    assertThat(train.get(9).label()).isEqualTo(1);
    assertThat(train.get(0).pixels()[1])
        .as("green of the first pixel")
        .isEqualTo((byte) (1024 * 7));
    assertThat(Plans.skipped(plan)).isEqualTo(Map.of("not part of the layout", 1L));
    assertThat(Plans.accountedFor(plan)).isEqualTo(Plans.found(folder));
  }

  @Test
  void readsTheArchiveWithoutUnpackingIt() throws IOException {
    byte[] records = new byte[3 * (1 + PIXELS)];
    records[0] = 7;
    records[1] = 42;
    records[2 * (1 + PIXELS)] = 9;
    String[] names = {
      "batches.meta.txt",
      "data_batch_1.bin",
      "data_batch_2.bin",
      "data_batch_3.bin",
      "data_batch_4.bin",
      "data_batch_5.bin",
      "test_batch.bin"
    };
    Path archive = folder.resolve("cifar-10-binary.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      for (String name : names) {
        tar(
            out,
            "cifar-10-batches-bin/" + name,
            name.endsWith(".txt")
                ? "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n".getBytes(StandardCharsets.US_ASCII)
                : records);
      }
      out.write(new byte[1024]);
    }
    for (Path location : List.of(folder, archive)) {
      SourcePlan plan = Plans.of("cifar10", location);

      assertThat(plan.classNames()).startsWith("a", "b").hasSize(10);
      List<Example> train = Plans.examples(plan, Split.TRAIN);
      assertThat(train).hasSize(15);
      assertThat(train.get(3).label()).isEqualTo(7);
      assertThat(train.get(3).pixels()[0]).isEqualTo((byte) 42);
      assertThat(train.get(14).label()).isEqualTo(9);
      assertThat(plan.source().files()).isEqualTo(1);
    }
    byte[] whole = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Plans.of("cifar10", folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("cifar-10-binary.tar.gz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"letters", ""})
  void readsEmnistUpright(String variant) throws IOException {
    byte[] images = new byte[2 * 6];
    IntStream.range(0, 12).forEach(i -> images[i] = (byte) i);
    for (String split : List.of("train", "test")) {
      idx("emnist-letters-" + split + "-images-idx3-ubyte", images, 2, 2, 3);
      idx("emnist-letters-" + split + "-labels-idx1-ubyte", new byte[] {1, 3}, 2);
    }
    Files.writeString(inside("emnist-letters-mapping.txt"), "1 65 97\n2 66 98\n3 67 99\n");

    SourcePlan plan = Plans.of("emnist", folder, Plans.variant(variant));

    assertThat(plan.classNames()).containsExactly("A", "B", "C");
    assertThat(plan.shape().height()).isEqualTo(3);
    List<Example> train = Plans.examples(plan, Split.TRAIN);
    assertThat(train.get(1).label()).isEqualTo(2);
    assertThat(train.get(0).pixels()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(Plans.accountedFor(plan)).isEqualTo(Plans.found(folder));
  }

  @Test
  void asksWhichEmnistAmongSeveral() throws IOException {
    for (String variant : List.of("letters", "digits")) {
      idx("emnist-" + variant + "-train-images-idx3-ubyte", new byte[6], 1, 2, 3);
    }

    assertThatThrownBy(() -> Plans.of("emnist", folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("digits, letters")
        .hasMessageContaining("--variant");
    assertThatThrownBy(() -> Plans.of("emnist", folder, Plans.variant("leters")))
        .hasMessageContaining("expected one of balanced");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "kmnist", "fashion-mnist"})
  void readsFilesInFoldersOfTheirOwnNames(String dataset) throws IOException {
    for (String split : List.of("train", "t10k")) {
      String images = split + "-images-idx3-ubyte/" + split + "-images.idx3-ubyte";
      String labels = split + "-labels-idx1-ubyte/" + split + "-labels.idx1-ubyte";
      idx(images, new byte[6], 1, 2, 3);
      idx(labels, new byte[] {4}, 1);
    }

    SourcePlan plan = Plans.of(dataset, folder);

    assertThat(Plans.examples(plan, Split.TEST)).hasSize(1);
    assertThat(plan.classNames()).hasSize(10);
    assertThat(Plans.accountedFor(plan)).isEqualTo(Plans.found(folder));
  }

  @Test
  void saysWhichDataSetAFolderHolds() throws IOException {
    Files.writeString(inside("train-images-idx3-ubyte"), "x");

    assertThatThrownBy(() -> Plans.of("cifar10", folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("this looks like MNIST");
  }

  private Path inside(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }

  private Path pickle(String name) throws IOException {
    Path file = Files.createTempFile(folder.getParent(), "pickle", ".tmp");
    try (InputStream in = getClass().getResourceAsStream("/pickles/" + name)) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  private void idx(String name, byte[] values, int... dimensions) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
    file.putInt(0x0800 + dimensions.length);
    IntStream.of(dimensions).forEach(file::putInt);
    Files.write(inside(name), file.put(values).array());
  }

  private static void tar(OutputStream out, String name, byte[] content) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(512);
    head.put(0, name.getBytes(StandardCharsets.US_ASCII));
    head.put(124, "%011o".formatted(content.length).getBytes(StandardCharsets.US_ASCII));
    head.put(148, "        ".getBytes(StandardCharsets.US_ASCII));
    head.put(156, (byte) '0');
    int sum = 0;
    for (byte value : head.array()) {
      sum += value & 0xff;
    }
    head.put(148, "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII));
    out.write(head.array());
    ByteArrayOutputStream padded = new ByteArrayOutputStream();
    padded.write(content);
    padded.write(new byte[(512 - content.length % 512) % 512]);
    out.write(padded.toByteArray());
  }
}
