package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Any folder with a folder of images for each class: {@code train/CLASS/*} and {@code test/CLASS/*}
 * (or {@code val/}), or {@code CLASS/*} if there is no test set. Classes are numbered in the order
 * of their names.
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
    boolean divided = Folders.exists(files, root + "/train");
    List<String> classes = classes(files, divided ? root + "/train" : root);
    Map<Split, ImageFiles> images = new EnumMap<>(Split.class);
    Inputs inputs = new Inputs();
    for (Split split : Split.values()) {
      String prefix = prefix(files, root, split, divided);
      if (prefix != null) {
        List<ImageGroup> groups = groups(files, tasks, root, prefix, classes, inputs);
        images.put(split, ImageFiles.of(root, groups, geometry, request.images().orientation()));
      }
    }
    return new SourcePlan(
        geometry.shape(), classes, List.of(), images, inputs.record(request.location()), List.of());
  }

  /** Where the classes of a split are, below the root; null if there is no such split. */
  private static String prefix(FileAccess files, String root, Split split, boolean divided) {
    if (split == Split.TRAIN) {
      return divided ? "train/" : "";
    }
    for (String name : List.of("test", "val")) {
      if (divided && Folders.exists(files, root + "/" + name)) {
        return name + "/";
      }
    }
    return null;
  }

  private static List<String> classes(FileAccess files, String folder) {
    List<String> classes =
        Folders.list(files, folder).stream()
            .filter(FileEntry::folder)
            .map(FileEntry::name)
            .filter(name -> !name.startsWith("."))
            .toList();
    if (classes.isEmpty()) {
      throw new BadInputException(folder + ": expected a folder for each class; found none");
    }
    return classes;
  }

  private static List<ImageGroup> groups(
      FileAccess files,
      TaskRunner tasks,
      String root,
      String prefix,
      List<String> classes,
      Inputs inputs) {
    Map<String, Integer> labels = new HashMap<>();
    classes.forEach(name -> labels.put(name, labels.size()));
    List<String> present = new ArrayList<>();
    for (FileEntry folder : Folders.list(files, root + "/" + prefix)) {
      if (!folder.folder() || folder.name().startsWith(".")) {
        continue;
      }
      if (!labels.containsKey(folder.name())) {
        throw new BadInputException(
            folder.path() + ": no training class is called so; there are " + classes.size());
      }
      present.add(folder.name());
    }
    List<FolderFiles> found =
        Folders.images(tasks, present.stream().map(name -> root + "/" + prefix + name).toList());
    List<ImageGroup> groups = new ArrayList<>();
    for (int i = 0; i < present.size(); i++) {
      String name = present.get(i);
      inputs.add(found.get(i));
      groups.add(ImageGroup.of(prefix + name + "/", found.get(i), labels.get(name)));
    }
    return groups;
  }
}
