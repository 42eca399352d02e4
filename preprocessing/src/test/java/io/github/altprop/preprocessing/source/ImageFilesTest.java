package io.github.altprop.preprocessing.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Reading;
import io.github.altprop.preprocessing.Rejection;
import io.github.altprop.preprocessing.dataset.FileTally;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.FolderFiles;
import io.github.altprop.preprocessing.files.PackedNames;
import io.github.altprop.preprocessing.files.RandomFile;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a a b",
        "n_1.JPEG n_12.JPEG n_3.JPEG",
        "aba abcba",
        "aa aaa aaaa",
        "ab b",
        "é.png è.png 🐱.png 🐶.png",
        "x_🐱y x_🐶y"
      })
  void namesComeBackAsTheyWere(String line) {
    List<String> names = line.isEmpty() ? List.of() : List.of(line.split(" "));

    PackedNames packed = PackedNames.of(names);

    assertThat(IntStream.range(0, packed.size()).mapToObj(packed::get)).isEqualTo(names);
  }

  @Test
  void areNumberedInTheOrderOfTheirNames() throws Exception {
    ImageFiles files = files(group("b/", 1, "y", "z"), group("c/", 2), group("a/", 0, "x"));

    assertThat(files.count()).isEqualTo(3);
    assertThat(files.labels()).containsExactly(0, 1, 1);
    assertThat(read(files, 0, 1, 2)).containsExactly("0 r/a/x", "1 r/b/y", "2 r/b/z");
    assertThat(read(files, 2, 0)).containsExactly("2 r/b/z", "0 r/a/x");
  }

  @Test
  void emptyFoldersTakeNoNumbers() throws Exception {
    ImageFiles files =
        files(group("a/", 0), group("b/", 1), group("c/", 2, "x"), group("d/", 3), group("e/", 4));

    assertThat(files.labels()).containsExactly(2);
    assertThat(read(files, 0)).containsExactly("0 r/c/x");
  }

  @Test
  void refusesWhatIsThereTwice() {
    assertThatThrownBy(() -> files(group("a/", 0, "x", "y", "y")))
        .isInstanceOf(BadInputException.class)
        .hasMessage("r: a/y is there twice");
    assertThatThrownBy(() -> files(group("a/", 0, "x"), group("a/", 0, "y")))
        .isInstanceOf(BadInputException.class)
        .hasMessage("r: a/ is there twice");
  }

  /** What travels to tasks are names and numbers, compressed; the driver keeps no copy of them. */
  @Test
  void listsOfAMillionFilesTravelInAFewMegabytes() throws Exception {
    String[] names =
        IntStream.range(0, 100_000)
            .mapToObj("n01440764_%06d.JPEG"::formatted)
            .toArray(String[]::new);
    ImageFiles files = files(group("a/", 0, names));

    byte[] sent = serialised(files.pick(indices(100_000), new int[100_000]));

    assertThat(sent.length).isLessThan(20 * 100_000);
    assertThat(serialised(files.pick(indices(10), new int[10])).length).isLessThan(10_000);
  }

  private static int[] indices(int count) {
    return IntStream.range(0, count).toArray();
  }

  private static ImageFiles files(ImageGroup... groups) {
    Geometry geometry = new Geometry(Resize.NONE, 1, 1);
    return ImageFiles.of("r", Arrays.asList(groups), geometry, Orientation.IGNORED);
  }

  private static ImageGroup group(String prefix, int label, String... names) {
    List<FileEntry> entries =
        Arrays.stream(names)
            .map(name -> FileEntry.file(name, ("r/" + prefix + name).length(), 0))
            .toList();
    return ImageGroup.of(prefix, FolderFiles.of("f", entries, new FileTally()), label);
  }

  /** Number and path of files, from a list that has been to another process. */
  private static List<String> read(ImageFiles files, int... indices) throws Exception {
    byte[] sent = serialised(files.pick(indices, new int[indices.length]));
    ImagePicks picks;
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent))) {
      picks = (ImagePicks) in.readObject();
    }
    List<Reading> readings = new ArrayList<>();
    try (Examples<Reading> examples = picks.examples(new Paths())) {
      examples.forEachRemaining(readings::add);
    }
    return readings.stream()
        .map(reading -> (Rejection) reading)
        .map(
            rejection ->
                rejection.index() + " " + new String(rejection.file(), StandardCharsets.UTF_8))
        .collect(Collectors.toList());
  }

  private static byte[] serialised(ImagePicks picks) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(picks);
    }
    return bytes.toByteArray();
  }

  /** Files that hold their paths, and are images no more than that. */
  private static final class Paths implements FileAccess {
    private static final long serialVersionUID = 1L;

    @Override
    public InputStream openWhole(String path, long length) {
      return open(path, 0);
    }

    @Override
    public InputStream open(String path, long offset) {
      return new ByteArrayInputStream(path.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public RandomFile openRandom(String path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileEntry describe(String path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<FileEntry> list(String folder) {
      throw new UnsupportedOperationException();
    }
  }
}
