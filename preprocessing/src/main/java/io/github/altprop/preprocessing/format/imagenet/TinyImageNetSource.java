package io.github.altprop.preprocessing.format.imagenet;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.FolderFiles;
import io.github.altprop.preprocessing.files.Folders;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.files.TextFiles;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tiny-ImageNet: {@code train/WNID/images/}, {@code val/images/} with {@code val_annotations.txt},
 * {@code wnids.txt} (classes in order) and {@code words.txt} (names). The published validation
 * images are the test split, for the published test images have no labels; experiments, section
 * 2.6.
 */
public final class TinyImageNetSource implements Source {
  private static final int SIZE = 64;
  private static final String FOLDER = "tiny-imagenet-200";

  @Override
  public String name() {
    return "tiny-imagenet";
  }

  @Override
  public boolean hasFiles() {
    return true;
  }

  @Override
  public SourcePlan plan(FileAccess files, TaskRunner tasks, SourceRequest request) {
    String root = Folders.find(files, request.location(), FOLDER, "wnids.txt");
    Resize usual = request.images().size().isPresent() ? Resize.DIRECT : Resize.NONE;
    Geometry geometry = request.images().geometry(usual, SIZE);
    FileEntry list = Folders.file(files, root, "wnids.txt");
    List<String> wnids = TextFiles.lines(files, list.path());
    Inputs inputs = new Inputs(files, tasks, request).add(list);
    List<ImageGroup> train = train(root, wnids, inputs);
    List<ImageGroup> test = validation(files, root, wnids, inputs);
    List<String> names = names(files, root, wnids, inputs);
    Orientation orientation = request.images().orientation();
    return new SourcePlan(
        geometry.shape(),
        names,
        List.of(),
        Map.of(
            Split.TRAIN, ImageFiles.of(root, train, geometry, orientation),
            Split.TEST, ImageFiles.of(root, test, geometry, orientation)),
        inputs.record(),
        List.of());
  }

  private static List<ImageGroup> train(String root, List<String> wnids, Inputs inputs) {
    List<String> folders = wnids.stream().map(wnid -> "train/" + wnid + "/images").toList();
    List<FolderFiles> found =
        inputs.images(folders.stream().map(folder -> root + "/" + folder).toList());
    List<ImageGroup> groups = new ArrayList<>();
    for (int label = 0; label < wnids.size(); label++) {
      inputs.add(found.get(label));
      groups.add(ImageGroup.of(folders.get(label) + "/", found.get(label), label));
    }
    return groups;
  }

  private static List<ImageGroup> validation(
      FileAccess files, String root, List<String> wnids, Inputs inputs) {
    FileEntry annotations = Folders.file(files, root + "/val", "val_annotations.txt");
    inputs.add(annotations);
    Map<String, Integer> labels = new HashMap<>();
    List<String> lines = TextFiles.lines(files, annotations.path());
    for (int line = 0; line < lines.size(); line++) {
      String[] fields = lines.get(line).split("\t", -1);
      int label = fields.length < 2 ? -1 : wnids.indexOf(fields[1]);
      if (label < 0) {
        throw new BadInputException(
            annotations.path()
                + ": line "
                + (line + 1)
                + ": '"
                + lines.get(line)
                + "'; expected a file name and a class of wnids.txt");
      }
      labels.put(fields[0], label);
    }
    FolderFiles found = inputs.images(List.of(root + "/val/images")).get(0);
    inputs.add(found);
    return List.of(
        ImageGroup.of(
            "val/images/",
            found,
            name -> {
              Integer label = labels.get(name);
              if (label == null) {
                throw new BadInputException(
                    found.folder() + "/" + name + ": val_annotations.txt has no label for it");
              }
              return label;
            }));
  }

  private static List<String> names(
      FileAccess files, String root, List<String> wnids, Inputs inputs) {
    if (!Folders.exists(files, root + "/words.txt")) {
      return wnids;
    }
    inputs.add(Folders.file(files, root, "words.txt"));
    Map<String, String> words = new HashMap<>();
    for (String line : TextFiles.lines(files, root + "/words.txt")) {
      String[] fields = line.split("\t", 2);
      words.put(fields[0], fields.length < 2 ? fields[0] : fields[1]);
    }
    return wnids.stream().map(wnid -> words.getOrDefault(wnid, wnid)).toList();
  }
}
