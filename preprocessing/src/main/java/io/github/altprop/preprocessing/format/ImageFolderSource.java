package io.github.altprop.preprocessing.format;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FolderFiles;
import io.github.altprop.preprocessing.files.Folders;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.source.ImageFiles;
import io.github.altprop.preprocessing.source.ImageGroup;
import io.github.altprop.preprocessing.source.Inputs;
import io.github.altprop.preprocessing.source.LayoutRequest;
import io.github.altprop.preprocessing.source.LayoutRequest.EmptyClasses;
import io.github.altprop.preprocessing.source.Source;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Any folder with a folder of images for each class: {@code train/CLASS/*} and {@code test/CLASS/*}
 * (or {@code val/} and its like), or {@code CLASS/*} if there is no test set. Folders below a class
 * belong to it. Classes are numbered in the order of their names.
 */
final class ImageFolderSource implements Source {
  private static final int SIZE = 224;

  @Override
  public String name() {
    return "image-folder";
  }

  @Override
  public boolean hasFiles() {
    return true;
  }

  @Override
  public SourcePlan plan(FileAccess files, TaskRunner tasks, SourceRequest request) {
    String root = Folders.trimmed(request.location());
    Geometry geometry = request.images().geometry(Resize.DIRECT, SIZE);
    SplitFolders splits =
        SplitFolders.of(root, Folders.list(files, root), request.layout().testSplit());
    Inputs inputs = new Inputs(files, tasks, request);
    List<FolderFiles> training = inputs.classFolders(join(root, splits.train()));
    List<String> classes = classes(join(root, splits.train()), training, request.layout());
    Map<Split, ImageFiles> images = new EnumMap<>(Split.class);
    images.put(Split.TRAIN, images(root, training, classes, request));
    training.forEach(inputs::add);
    if (!splits.test().isEmpty()) {
      List<FolderFiles> test = inputs.classFolders(join(root, splits.test()));
      images.put(Split.TEST, images(root, test, classes, request));
      test.forEach(inputs::add);
    }
    List<String> notes =
        splits.test().isEmpty()
            ? List.of(root + " has no folder of test images: the test split is empty")
            : List.of();
    return new SourcePlan(geometry.shape(), classes, List.of(), images, inputs.record(), notes);
  }

  private static String join(String root, String folder) {
    return folder.isEmpty() ? root : root + "/" + folder;
  }

  /** The names of the classes; a folder without an image is none. */
  private static List<String> classes(
      String folder, List<FolderFiles> found, LayoutRequest request) {
    List<String> empty =
        found.stream().filter(files -> files.names().size() == 0).map(FolderFiles::name).toList();
    if (found.isEmpty() || empty.size() == found.size()) {
      throw new BadInputException(
          folder + ": expected a folder of images for each class; found none");
    }
    if (!empty.isEmpty() && request.emptyClasses() == EmptyClasses.REFUSED) {
      throw new BadInputException(
          folder
              + ": no image in "
              + String.join(", ", empty)
              + "; remove what is no class, or keep classes without images with"
              + " --allow-empty-classes");
    }
    return found.stream().map(FolderFiles::name).toList();
  }

  private static ImageFiles images(
      String root, List<FolderFiles> found, List<String> classes, SourceRequest request) {
    Map<String, Integer> labels = new HashMap<>();
    classes.forEach(name -> labels.put(name, labels.size()));
    List<ImageGroup> groups = new ArrayList<>();
    for (FolderFiles files : found) {
      Integer label = labels.get(files.name());
      if (label == null && files.names().size() > 0) {
        throw new BadInputException(
            files.folder() + ": no training class is called so; there are " + classes.size());
      }
      if (label != null) {
        String prefix = files.folder().substring(root.length() + 1) + "/";
        groups.add(ImageGroup.of(prefix, files, label));
      }
    }
    return ImageFiles.of(
        root,
        groups,
        request.images().geometry(Resize.DIRECT, SIZE),
        request.images().orientation());
  }
}
