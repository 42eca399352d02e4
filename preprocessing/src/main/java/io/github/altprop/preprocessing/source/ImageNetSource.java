package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ILSVRC2012: the CLS-LOC folder tree ({@code Data/CLS-LOC/train/WNID/}, {@code val/}, {@code
 * devkit/data/}), or the original archives ({@code ILSVRC2012_img_train.tar}, an archive of one
 * archive a class, and {@code ILSVRC2012_img_val.tar}) beside {@code devkit/data/}. Both give the
 * same examples under the same numbers. The validation images are the test split.
 *
 * <p>Source: experiments, section 1.2. Differs: nothing is dropped silently.
 */
final class ImageNetSource implements Source {
  private static final int SIZE = 224;
  private static final String TRAIN_ARCHIVE = "ILSVRC2012_img_train.tar";
  private static final String VALIDATION_ARCHIVE = "ILSVRC2012_img_val.tar";
  private static final String TREE = "/Data/CLS-LOC";

  @Override
  public String name() {
    return "imagenet";
  }

  @Override
  public boolean hasFiles() {
    return true;
  }

  @Override
  public SourcePlan plan(FileAccess files, SourceRequest request) {
    Geometry geometry = request.images().geometry(Resize.DIRECT, SIZE);
    String root = Folders.trimmed(request.location());
    if (!holdsImages(files, root) && holdsImages(files, root + "/ILSVRC")) {
      root = root + "/ILSVRC";
    }
    if (!holdsImages(files, root)) {
      throw new BadInputException(
          root + ": expected " + TRAIN_ARCHIVE + " or " + TREE.substring(1) + "/train here");
    }
    List<FileEntry> inputs = new ArrayList<>();
    ImageNetLabels labels = labels(files, root, inputs);
    boolean archives = Folders.exists(files, root + "/" + TRAIN_ARCHIVE);
    String images = archives ? root : root + TREE;
    List<ImageEntry> train =
        archives
            ? archivedTrain(files, root, labels, inputs)
            : train(files, images, labels, inputs);
    List<ImageEntry> test =
        archives
            ? archivedValidation(files, root, labels, inputs)
            : validation(files, images, labels, inputs);
    List<Chunk> chunks = new ArrayList<>();
    chunks.addAll(
        ImageChunks.of(images, Split.TRAIN, train, geometry, request.images().orientation()));
    chunks.addAll(
        ImageChunks.of(images, Split.TEST, test, geometry, request.images().orientation()));
    return new SourcePlan(
        geometry.shape(),
        labels.names(),
        chunks,
        inputs,
        Optional.of(geometry.resize()),
        List.of());
  }

  private static boolean holdsImages(FileAccess files, String root) {
    return Folders.exists(files, root + "/" + TRAIN_ARCHIVE)
        || Folders.exists(files, root + TREE + "/train");
  }

  private static ImageNetLabels labels(FileAccess files, String root, List<FileEntry> inputs) {
    String devkit = root + "/devkit/data";
    FileEntry map = Folders.file(files, devkit, "map_clsloc.txt");
    FileEntry truth =
        Folders.anyFile(
            files,
            devkit,
            List.of(
                "ILSVRC2012_validation_ground_truth.txt",
                "ILSVRC2015_clsloc_validation_ground_truth.txt"));
    inputs.add(map);
    inputs.add(truth);
    return new ImageNetLabels(
        map.path(),
        TextFiles.lines(files, map.path()),
        truth.path(),
        TextFiles.lines(files, truth.path()));
  }

  private static List<ImageEntry> train(
      FileAccess files, String images, ImageNetLabels labels, List<FileEntry> inputs) {
    List<ImageEntry> entries = new ArrayList<>();
    for (FileEntry folder : Folders.list(files, images + "/train")) {
      if (!folder.folder()) {
        continue;
      }
      int label = labels.ofClass(folder.name(), folder.path());
      for (FileEntry file : Folders.images(files, folder.path())) {
        inputs.add(file);
        String name = "train/" + folder.name() + "/" + file.name();
        entries.add(ImageEntry.file(name, file.length(), label));
      }
    }
    return entries;
  }

  private static List<ImageEntry> validation(
      FileAccess files, String images, ImageNetLabels labels, List<FileEntry> inputs) {
    List<ImageEntry> entries = new ArrayList<>();
    for (FileEntry file : Folders.images(files, images + "/val")) {
      inputs.add(file);
      int label = labels.ofValidation(file.name(), file.path());
      entries.add(ImageEntry.file("val/" + file.name(), file.length(), label));
    }
    return entries;
  }

  private static List<ImageEntry> archivedTrain(
      FileAccess files, String root, ImageNetLabels labels, List<FileEntry> inputs) {
    FileEntry archive = Folders.file(files, root, TRAIN_ARCHIVE);
    inputs.add(archive);
    List<ImageEntry> entries = new ArrayList<>();
    try (InputStream in = files.open(archive.path(), 0)) {
      TarReader outer = TarReader.of(in, archive.path(), archive.length());
      for (Optional<TarEntry> of = outer.next(); of.isPresent(); of = outer.next()) {
        String wnid = of.get().baseName().replaceFirst("\\.tar$", "");
        int label = labels.ofClass(wnid, archive.path());
        TarReader inner = outer.inner(of.get());
        for (Optional<TarEntry> image = inner.next(); image.isPresent(); image = inner.next()) {
          String name = "train/" + wnid + "/" + image.get().baseName();
          entries.add(archived(archive, name, image.get(), label));
        }
      }
    } catch (IOException e) {
      throw BadInputException.unreadable(archive.path(), e);
    }
    return entries;
  }

  private static List<ImageEntry> archivedValidation(
      FileAccess files, String root, ImageNetLabels labels, List<FileEntry> inputs) {
    FileEntry archive = Folders.file(files, root, VALIDATION_ARCHIVE);
    inputs.add(archive);
    List<ImageEntry> entries = new ArrayList<>();
    try (InputStream in = files.open(archive.path(), 0)) {
      TarReader reader = TarReader.of(in, archive.path(), archive.length());
      for (Optional<TarEntry> of = reader.next(); of.isPresent(); of = reader.next()) {
        String file = of.get().baseName();
        int label = labels.ofValidation(file, archive.path());
        entries.add(archived(archive, "val/" + file, of.get(), label));
      }
    } catch (IOException e) {
      throw BadInputException.unreadable(archive.path(), e);
    }
    return entries;
  }

  private static ImageEntry archived(FileEntry archive, String name, TarEntry entry, int label) {
    return new ImageEntry(archive.path(), name, entry.offset(), entry.length(), label);
  }
}
