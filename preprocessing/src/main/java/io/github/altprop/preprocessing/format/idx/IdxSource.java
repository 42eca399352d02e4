package io.github.altprop.preprocessing.format.idx;

import io.github.altprop.preprocessing.Split;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.Folders;
import io.github.altprop.preprocessing.files.TaskRunner;
import io.github.altprop.preprocessing.format.idx.IdxChunk.Layout;
import io.github.altprop.preprocessing.source.Inputs;
import io.github.altprop.preprocessing.source.Source;
import io.github.altprop.preprocessing.source.SourcePlan;
import io.github.altprop.preprocessing.source.SourceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * MNIST and its look-alikes: four IDX files, plain or gzipped, under their published names.
 *
 * <p>Source: LeCun, Cortes and Burges 1998, "The MNIST database", file formats.
 */
public final class IdxSource implements Source {
  public static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  public static final List<String> CLOTHES =
      List.of(
          "t-shirt",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle-boot");

  /** The characters of Kuzushiji-MNIST. Source: Clanuwat et al. 2018, table 1. */
  public static final List<String> HIRAGANA =
      List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo");

  private final String name;
  private final String unpacked;
  private final List<String> classNames;

  /**
   * A data set in IDX files, called as MNIST calls them.
   *
   * @param unpacked name of the folder that others unpack it to, beside {@code name}
   */
  public IdxSource(String name, String unpacked, List<String> classNames) {
    this.name = name;
    this.unpacked = unpacked;
    this.classNames = classNames;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean hasFiles() {
    return true;
  }

  @Override
  public SourcePlan plan(FileAccess files, TaskRunner tasks, SourceRequest request) {
    String given = Folders.trimmed(request.location());
    List<String> places = new ArrayList<>(List.of(given));
    for (String below : List.of(name, unpacked + "/raw", unpacked, "raw")) {
      places.add(given + "/" + below);
    }
    String root =
        places.stream().filter(place -> holdsImages(files, place)).findFirst().orElse(given);
    IdxFiles four =
        new IdxFiles(
            Map.of(
                Split.TRAIN, List.of("train-images", "train-labels"),
                Split.TEST, List.of("t10k-images", "t10k-labels")),
            classNames,
            0,
            Layout.UPRIGHT);
    return four.plan(files, root, new Inputs(files, tasks, request));
  }

  private static boolean holdsImages(FileAccess files, String folder) {
    return IdxFiles.variants("train-images", 3).stream()
        .anyMatch(name -> Folders.exists(files, folder + "/" + name));
  }
}
