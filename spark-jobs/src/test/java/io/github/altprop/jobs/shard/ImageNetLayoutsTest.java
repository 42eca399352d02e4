package io.github.altprop.jobs.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.dataset.FileGroup;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.LocalFiles;
import io.github.altprop.preprocessing.files.RandomFile;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.format.Sources;
import io.github.altprop.preprocessing.source.ImageRequest;
import io.github.altprop.preprocessing.source.LayoutRequest;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layouts in which people have ILSVRC2012. */
class ImageNetLayoutsTest {
  @TempDir Path folder;
  private Path tree;
  private Path tars;

  @BeforeEach
  void write() throws IOException {
    tree = folder.resolve("tree");
    tars = folder.resolve("tars");
    ImageTrees.writeTree(tree);
    ImageTrees.writeArchives(tree, tars);
  }

  @Test
  void takesLabelsFromTheDevkitsArchive() throws IOException {
    SourcePlan expected = plan(tree, new LocalFiles());
    ImageTrees.delete(tars.resolve("devkit"));
    ImageTrees.writeDevkitArchive(tars);

    SourcePlan plan = plan(tars, new LocalFiles());

    assertThat(plan.classNames()).containsExactly("kit fox, Vulpes macrotis", "setter", "tench");
    for (Split split : Split.values()) {
      assertThat(labels(plan, split)).isEqualTo(labels(expected, split));
    }
  }

  @Test
  void takesLabelsFromTheListsOfTheKaggleEdition() throws IOException {
    Path top = folder.resolve("kaggle");
    Files.createDirectories(top);
    ImageTrees.delete(tree.resolve("devkit"));
    Files.move(tree, top.resolve("ILSVRC"));
    Files.writeString(
        top.resolve("LOC_synset_mapping.txt"),
        "n01440764 tench, Tinca tinca\nn02100735 English setter\nn02119789 kit fox\n");
    StringBuilder solution = new StringBuilder("ImageId,PredictionString\n");
    for (int i = 5; i >= 1; i--) {
      solution.append("ILSVRC2012_val_%08d,n02100735 1 2 3 4 n02100735 5 6 7 8 \n".formatted(i));
    }
    Files.writeString(top.resolve("LOC_val_solution.csv"), solution);

    SourcePlan plan = plan(top, new LocalFiles());

    assertThat(plan.classNames())
        .containsExactly("tench, Tinca tinca", "English setter", "kit fox");
    assertThat(labels(plan, Split.TRAIN).subList(0, 8)).containsExactly(0, 0, 0, 0, 0, 0, 0, 1);
    assertThat(labels(plan, Split.TEST)).containsOnly(1);
    assertThat(plan.notes()).singleElement().asString().contains("for the devkit's numbers");
  }

  @Test
  void accountsForEveryFileOfTree() throws IOException {
    ImageTrees.put(tree.resolve("Annotations/CLS-LOC/train/a.xml"), new byte[1]);
    ImageTrees.put(tree.resolve("Data/CLS-LOC/test/b.JPEG"), new byte[1]);
    ImageTrees.put(tree.resolve("Data/CLS-LOC/val/.hidden"), new byte[1]);
    ImageTrees.put(tree.resolve("Data/CLS-LOC/train/n01440764/more/c.JPEG"), new byte[1]);
    ImageTrees.put(tree.resolve("Data/CLS-LOC/train/n01440764/notes.txt"), new byte[1]);

    assertAccounts(plan(tree, new LocalFiles()), tree, 5);
  }

  @Test
  void accountsForEveryFileBesideArchives() throws IOException {
    ImageTrees.put(tars.resolve("ILSVRC2012_bbox_train_v2.tar.gz"), new byte[1]);

    SourcePlan plan = plan(tars, new LocalFiles());

    assertAccounts(plan, tars, plan.source().skipped().stream().mapToLong(FileGroup::files).sum());
    assertThat(plan.source().skipped().toString()).contains("ILSVRC2012_bbox_train_v2.tar.gz");
  }

  private static void assertAccounts(SourcePlan plan, Path root, long skipped) throws IOException {
    assertThat(plan.source().skipped().stream().mapToLong(FileGroup::files).sum())
        .isEqualTo(skipped);
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(plan.source().files() + skipped)
          .isEqualTo(files.filter(Files::isRegularFile).count());
    }
  }

  @Test
  void saysWhichFilesWouldTellTheLabels() {
    ImageTrees.delete(tars.resolve("devkit"));

    refused("expected devkit/data/map_clsloc.txt, ILSVRC2012_devkit_t12.tar.gz or LOC_synset");
  }

  @Test
  void refusesADevkitWhoseTableIsNone() throws IOException {
    ImageTrees.delete(tars.resolve("devkit"));
    Files.createDirectories(tars.resolve("ILSVRC2012_devkit_t12/data"));
    Files.write(
        tars.resolve("ILSVRC2012_devkit_t12/data/meta.mat"),
        "no table".repeat(50).getBytes(StandardCharsets.UTF_8));

    refused("meta.mat: not the table of synsets of a devkit");
  }

  @Test
  void readsTheHeadersOfArchivesAlone() {
    AtomicLong bytes = new AtomicLong();

    SourcePlan plan = plan(tars, new Counting(bytes));

    int images = plan.examples(Split.TRAIN) + plan.examples(Split.TEST);
    int inner = ImageTrees.CLASSES.size();
    int ends = 2 + inner;
    assertThat(bytes.get()).isEqualTo(512L * (images + inner + ends));
  }

  private void refused(String complaint) {
    assertThatThrownBy(() -> plan(tars, new LocalFiles()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(complaint);
  }

  private static SourcePlan plan(Path location, FileAccess files) {
    SourceRequest request =
        new SourceRequest(
            location.toString(),
            1,
            OptionalInt.empty(),
            OptionalInt.empty(),
            ImageRequest.usual(),
            LayoutRequest.usual());
    return Sources.named("imagenet").plan(files, TaskRunner.oneByOne(files), request);
  }

  private static List<Integer> labels(SourcePlan plan, Split split) {
    return IntStream.of(plan.images().get(split).labels()).boxed().toList();
  }

  /** Counts the bytes that are read of files in parts; refuses to read archives from end to end. */
  private record Counting(AtomicLong bytes) implements FileAccess {
    private static final LocalFiles LOCAL = new LocalFiles();

    @Override
    public InputStream open(String path, long offset) throws IOException {
      assertThat(path).doesNotEndWith(".tar");
      return LOCAL.open(path, offset);
    }

    @Override
    public RandomFile openRandom(String path) throws IOException {
      RandomFile file = LOCAL.openRandom(path);
      return new RandomFile() {
        @Override
        public byte[] read(long at, int wanted) throws IOException {
          bytes.addAndGet(wanted);
          return file.read(at, wanted);
        }

        @Override
        public void close() throws IOException {
          file.close();
        }
      };
    }

    @Override
    public FileEntry describe(String path) throws IOException {
      return LOCAL.describe(path);
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
      return LOCAL.list(path);
    }
  }
}
