package io.github.altprop.preprocessing.format.idx;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.Folders;
import io.github.altprop.preprocessing.files.Recognition;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.files.TextFiles;
import io.github.altprop.preprocessing.format.idx.IdxChunk.Layout;
import io.github.altprop.preprocessing.source.Inputs;
import io.github.altprop.preprocessing.source.Source;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * EMNIST: six data sets of letters and digits in IDX files of their own names. Images are stored
 * transposed; labels need not begin at 0, and a mapping file says which characters they stand for.
 *
 * <p>Source: Cohen, Afshar, Tapson and van Schaik 2017, section III.
 */
public final class EmnistSource implements Source {
  private static final List<String> VARIANTS =
      List.of("balanced", "byclass", "bymerge", "digits", "letters", "mnist");

  @Override
  public String name() {
    return "emnist";
  }

  @Override
  public boolean hasFiles() {
    return true;
  }

  @Override
  public SourcePlan plan(FileAccess files, TaskRunner tasks, SourceRequest request) {
    String given = Folders.trimmed(request.location());
    String root = given;
    for (String below : List.of("", "/gzip", "/emnist", "/EMNIST/raw", "/raw")) {
      if (!present(files, given + below).isEmpty()) {
        root = given + below;
        break;
      }
    }
    String stem = "emnist-" + variant(files, root, request.layout().variant());
    FileEntry mapping = Folders.file(files, root, stem + "-mapping.txt");
    NavigableMap<Integer, String> characters = characters(files, mapping.path());
    Inputs inputs = new Inputs(files, tasks, request).add(mapping);
    IdxFiles four =
        new IdxFiles(
            Map.of(
                Split.TRAIN, List.of(stem + "-train-images", stem + "-train-labels"),
                Split.TEST, List.of(stem + "-test-images", stem + "-test-labels")),
            List.copyOf(characters.values()),
            characters.firstKey(),
            Layout.TRANSPOSED);
    return four.plan(files, root, inputs);
  }

  private static String variant(FileAccess files, String root, String wanted) {
    if (!wanted.isEmpty()) {
      if (!VARIANTS.contains(wanted)) {
        throw new BadInputException(
            "variant: '" + wanted + "'; expected one of " + String.join(", ", VARIANTS));
      }
      return wanted;
    }
    List<String> present = present(files, root);
    if (present.size() == 1) {
      return present.get(0);
    }
    throw new BadInputException(
        root
            + (present.isEmpty()
                ? ": expected files emnist-VARIANT-train-images-idx3-ubyte here; found none"
                    + (Folders.isFolder(files, root) ? Recognition.hint(files, root) : "")
                : ": holds several data sets ("
                    + String.join(", ", present)
                    + "); choose one with --variant"));
  }

  private static List<String> present(FileAccess files, String root) {
    List<String> present = new ArrayList<>();
    for (String variant : VARIANTS) {
      boolean there =
          IdxFiles.variants("emnist-" + variant + "-train-images", 3).stream()
              .anyMatch(name -> Folders.exists(files, root + "/" + name));
      if (there) {
        present.add(variant);
      }
    }
    return present;
  }

  /** Lines of a label and the codes of its characters, of which the first names the class. */
  private static NavigableMap<Integer, String> characters(FileAccess files, String path) {
    NavigableMap<Integer, String> characters = new TreeMap<>();
    List<String> lines = TextFiles.lines(files, path);
    for (int i = 0; i < lines.size(); i++) {
      String[] fields = lines.get(i).split("\\s+", -1);
      try {
        int label = Integer.parseInt(fields[0]);
        String character = Character.toString(Integer.parseInt(fields[1]));
        if (characters.put(label, character) != null) {
          throw new BadInputException(path + ": line " + (i + 1) + ": a second " + label);
        }
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw new BadInputException(
            path + ": line " + (i + 1) + ": '" + lines.get(i) + "'; expected a label and a code",
            e);
      }
    }
    if (characters.isEmpty()
        || characters.lastKey() - characters.firstKey() != characters.size() - 1
        || characters.lastKey() > 255
        || characters.firstKey() < 0) {
      throw new BadInputException(
          path + ": labels " + characters.keySet() + "; expected a run of whole numbers");
    }
    return characters;
  }
}
