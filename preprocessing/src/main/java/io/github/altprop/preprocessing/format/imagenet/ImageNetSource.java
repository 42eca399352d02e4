package io.github.altprop.preprocessing.format.imagenet;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.FileKind;
import io.github.altprop.preprocessing.files.FolderFiles;
import io.github.altprop.preprocessing.files.Folders;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import io.github.altprop.preprocessing.source.ImageFiles;
import io.github.altprop.preprocessing.source.ImageGroup;
import io.github.altprop.preprocessing.source.Inputs;
import io.github.altprop.preprocessing.source.Source;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * ILSVRC2012: the CLS-LOC folder tree ({@code Data/CLS-LOC/train/WNID/}, {@code val/}, as Kaggle
 * has it too), or the original archives ({@code ILSVRC2012_img_train.tar}, an archive of one
 * archive a class, and {@code ILSVRC2012_img_val.tar}); labels are where {@link ImageNetDevkit}
 * finds them. Tree and archives give the same examples under the same numbers. The validation
 * images are the test split.
 *
 * <p>Source: experiments, section 1.2. Differs: nothing is dropped silently.
 */
public final class ImageNetSource implements Source {
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
  public SourcePlan plan(FileAccess files, TaskRunner tasks, SourceRequest request) {
    Geometry geometry = request.images().geometry(Resize.DIRECT, SIZE);
    String given = Folders.trimmed(request.location());
    String root = given;
    if (!holdsImages(files, root) && holdsImages(files, root + "/ILSVRC")) {
      root = root + "/ILSVRC";
    }
    if (!holdsImages(files, root)) {
      throw new BadInputException(
          root + ": expected " + TRAIN_ARCHIVE + " or " + TREE.substring(1) + "/train here");
    }
    ImageNetLabels labels = new ImageNetDevkit(files).labels(List.of(root, given));
    Inputs inputs = new Inputs(files, tasks, request).add(labels.inputs());
    boolean archives = Folders.exists(files, root + "/" + TRAIN_ARCHIVE);
    String images = archives ? root : root + TREE;
    List<ImageGroup> train;
    List<ImageGroup> test;
    if (archives) {
      FileEntry trainArchive = Folders.file(files, root, TRAIN_ARCHIVE);
      FileEntry testArchive = Folders.file(files, root, VALIDATION_ARCHIVE);
      inputs.add(trainArchive);
      inputs.add(testArchive);
      train = ImageArchives.train(files, tasks, trainArchive, labels);
      test = List.of(ImageArchives.validation(tasks, testArchive, labels));
    } else {
      train = train(files, images, labels, inputs);
      test = validation(images, labels, inputs);
    }
    Orientation orientation = request.images().orientation();
    return new SourcePlan(
        geometry.shape(),
        labels.names(),
        List.of(),
        Map.of(
            Split.TRAIN, ImageFiles.of(images, train, geometry, orientation),
            Split.TEST, ImageFiles.of(images, test, geometry, orientation)),
        inputs.record(),
        labels.notes());
  }

  private static boolean holdsImages(FileAccess files, String root) {
    return Folders.exists(files, root + "/" + TRAIN_ARCHIVE)
        || Folders.exists(files, root + TREE + "/train");
  }

  private static List<ImageGroup> train(
      FileAccess files, String images, ImageNetLabels labels, Inputs inputs) {
    List<String> folders =
        Folders.list(files, images + "/train").stream()
            .filter(FileEntry::isFolder)
            .filter(folder -> FileKind.reasonToSkip(folder.name()).isEmpty())
            .map(FileEntry::path)
            .toList();
    for (String folder : folders) {
      labels.ofClass(folder.substring(folder.lastIndexOf('/') + 1), folder);
    }
    List<ImageGroup> groups = new ArrayList<>();
    for (FolderFiles found : inputs.images(folders)) {
      inputs.add(found);
      int label = labels.ofClass(found.name(), found.folder());
      groups.add(ImageGroup.of("train/" + found.name() + "/", found, label));
    }
    return groups;
  }

  private static List<ImageGroup> validation(String images, ImageNetLabels labels, Inputs inputs) {
    FolderFiles found = inputs.images(List.of(images + "/val")).get(0);
    inputs.add(found);
    return List.of(
        ImageGroup.of(
            "val/", found, name -> labels.ofValidation(name, found.folder() + "/" + name)));
  }
}
