package io.github.altprop.preprocessing.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.source.LayoutRequest;
import io.github.altprop.preprocessing.source.LayoutRequest.EmptyClasses;
import io.github.altprop.preprocessing.source.SourcePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of images as people have them: every file is read, or skipped for a reason. */
class ImageFolderSourceTest {
  private static final byte[] PNG =
      "\u0089PNG\r\n\u001a\n and more".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;

  @BeforeEach
  void twoClasses() throws IOException {
    for (String name : new String[] {"cat/0.png", "cat/1.png", "dog/0.png"}) {
      image(name);
    }
  }

  @Test
  void takesWhatLiesBelowAClass() throws IOException {
    image("cat/more/2.png");
    image("cat/more/and more/3.png");

    SourcePlan plan = plan();

    assertThat(plan.classNames()).containsExactly("cat", "dog");
    assertThat(plan.images().get(Split.TRAIN).labels()).containsExactly(0, 0, 0, 0, 1);
    assertAccounts(plan);
  }

  @Test
  void skipsWhatIsNoImageAndSaysSo() throws IOException {
    write("cat/Thumbs.db", "x");
    write("cat/desktop.ini", "x");
    write("cat/notes.txt", "BM and what begins like a bitmap");
    write("cat/.DS_Store", "x");
    write("cat/._0.png", "x");
    write("cat/empty", "");
    write("__MACOSX/cat/._0.png", "x");
    write("@eaDir/cat/thumb.jpg", "x");
    write("readme.md", "x");
    image("no extension/photo");

    SourcePlan plan = plan();

    assertThat(plan.classNames()).containsExactly("cat", "dog", "no extension");
    assertThat(plan.examples(Split.TRAIN)).isEqualTo(4);
    assertThat(Plans.skipped(plan))
        .isEqualTo(
            Map.of(
                "hidden", 2L, "of the system", 4L, "no image", 2L, "not part of the layout", 1L));
    assertAccounts(plan);
  }

  @Test
  void refusesAClassWithoutAnImageByName() throws IOException {
    write("bird/.gitkeep", "");
    write("whale/notes.txt", "none yet");

    assertThatThrownBy(this::plan)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no image in bird, whale")
        .hasMessageContaining("--allow-empty-classes");
    SourcePlan allowed = Plans.of("image-folder", folder, Plans.withEmptyClasses());
    assertThat(allowed.classNames()).containsExactly("bird", "cat", "dog", "whale");
    assertAccounts(allowed);
  }

  @Test
  void followsLinksButNotInCircles() throws IOException {
    Files.createSymbolicLink(folder.resolve("cat/link.png"), folder.resolve("dog/0.png"));
    Files.createSymbolicLink(folder.resolve("cat/loop"), folder);
    Files.createSymbolicLink(folder.resolve("again"), folder);
    Files.createSymbolicLink(folder.resolve("cat/gone.png"), folder.resolve("nowhere.png"));
    Files.createSymbolicLink(folder.resolve("cat/self.png"), folder.resolve("cat/self.png"));
    Path elsewhere = Files.createDirectory(folder.resolve("dog/.elsewhere"));
    Files.write(elsewhere.resolve("5.png"), PNG);
    Files.createSymbolicLink(folder.resolve("fish"), elsewhere);

    SourcePlan plan = plan();

    assertThat(plan.classNames()).containsExactly("cat", "dog", "fish");
    assertThat(plan.images().get(Split.TRAIN).labels()).containsExactly(0, 0, 0, 1, 2);
    assertThat(Plans.skipped(plan))
        .isEqualTo(
            Map.of(
                "a link to a folder above it", 2L, "a link that leads nowhere", 2L, "hidden", 1L));
  }

  @Test
  void followsLinksBetweenClassesOnce() throws IOException {
    Files.createSymbolicLink(folder.resolve("cat/to dog"), folder.resolve("dog"));
    Files.createSymbolicLink(folder.resolve("dog/to cat"), folder.resolve("cat"));

    SourcePlan plan = plan();

    assertThat(plan.images().get(Split.TRAIN).labels()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(Plans.skipped(plan)).isEqualTo(Map.of("a link to a folder above it", 2L));
  }

  @Test
  void doesNotReadWhatTheJobWrites() throws IOException {
    image("out/train/rejected/0.png");
    LayoutRequest layout =
        new LayoutRequest("", "", EmptyClasses.REFUSED, folder.resolve("out").toString());

    SourcePlan plan = Plans.of("image-folder", folder, layout);

    assertThat(plan.classNames()).containsExactly("cat", "dog");
    assertThat(plan.source().skipped()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "val", "valid", "validation", "dev", "Test", "VAL"})
  void takesATestSplitOfAnyUsualName(String name) throws IOException {
    image("split/train/cat/0.png");
    image("split/train/dog/0.png");
    image("split/" + name + "/dog/1.png");
    image("split/extra/dog/2.png");

    SourcePlan plan = Plans.of("image-folder", folder.resolve("split"));

    assertThat(plan.images().get(Split.TRAIN).labels()).containsExactly(0, 1);
    assertThat(plan.images().get(Split.TEST).labels()).containsExactly(1);
    assertThat(Plans.skipped(plan)).isEqualTo(Map.of("not part of the layout", 1L));
  }

  @Test
  void letsTheUserChooseAmongSeveralTestSplits() throws IOException {
    image("split/train/cat/0.png");
    image("split/val/cat/1.png");
    image("split/test/cat/2.png");
    image("split/test/cat/3.png");
    Path split = folder.resolve("split");

    assertThatThrownBy(() -> Plans.of("image-folder", split))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("test, val")
        .hasMessageContaining("--test-split");
    SourcePlan plan = Plans.of("image-folder", split, Plans.testSplit("val"));
    assertThat(plan.examples(Split.TEST)).isEqualTo(1);
    assertThat(Plans.skipped(plan)).isEqualTo(Map.of("not part of the layout", 2L));
    assertThatThrownBy(() -> Plans.of("image-folder", split, Plans.testSplit("tset")))
        .hasMessageContaining("no such folder");
  }

  @Test
  void refusesTestFoldersAlone() throws IOException {
    image("split/val/cat/1.png");
    image("split/test/cat/2.png");

    assertThatThrownBy(() -> Plans.of("image-folder", folder.resolve("split")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("expected a folder for each class, or a folder train");
  }

  @Test
  void saysWhatAFolderIsThatHoldsAnotherDataSet() throws IOException {
    write("py/cifar-10-batches-py/data_batch_1", "x");

    assertThatThrownBy(() -> Plans.of("mnist", folder.resolve("py")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("CIFAR-10's python version");
  }

  private SourcePlan plan() {
    return Plans.of("image-folder", folder);
  }

  private void assertAccounts(SourcePlan plan) throws IOException {
    assertThat(Plans.accountedFor(plan)).isEqualTo(Plans.found(folder));
    assertThat(plan.source().files()).isEqualTo(plan.examples(Split.TRAIN));
  }

  private void image(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, PNG);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
