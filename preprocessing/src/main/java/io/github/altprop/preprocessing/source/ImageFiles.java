package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The image files of a split, by themselves or in archives: known from listings and headers before
 * any is opened, and each readable without the others, so in any order. They are numbered in the
 * order of their names, so that an archive gives what the folder gives.
 */
public final class ImageFiles {
  private final String root;
  private final List<ImageGroup> groups;

  /** Index of the first file of each group, and the number of all. */
  private final int[] starts;

  private final Geometry geometry;
  private final Orientation orientation;

  private ImageFiles(
      String root, List<ImageGroup> groups, Geometry geometry, Orientation orientation) {
    this.root = root;
    this.groups = groups;
    this.starts = new int[groups.size() + 1];
    for (int i = 0; i < groups.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], groups.get(i).size());
    }
    this.geometry = geometry;
    this.orientation = orientation;
  }

  /**
   * Groups of image files in the order of their names.
   *
   * @param root folder that the names of entries are relative to
   * @param unsorted in any order; of one split, so at the same depth below the root
   * @throws BadInputException if a name occurs twice
   */
  public static ImageFiles of(
      String root, List<ImageGroup> unsorted, Geometry geometry, Orientation orientation) {
    // No prefix begins with another, so the order of prefixes is that of the whole names.
    List<ImageGroup> groups =
        unsorted.stream().sorted(Comparator.comparing(ImageGroup::prefix)).toList();
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).refuseTwins(root);
      if (i > 0 && groups.get(i).prefix().equals(groups.get(i - 1).prefix())) {
        throw new BadInputException(root + ": " + groups.get(i).prefix() + " is there twice");
      }
    }
    return new ImageFiles(root, groups, geometry, orientation);
  }

  /** Number of files. */
  public int count() {
    return starts[groups.size()];
  }

  /** The class of each, by index. */
  public int[] labels() {
    return groups.stream().map(ImageGroup::labels).flatMapToInt(Arrays::stream).toArray();
  }

  /** How they become images of one size. */
  public Resize resize() {
    return geometry.resize();
  }

  /**
   * Some of them, to be read in the order given.
   *
   * @param indices which
   * @param labels for each the class that it is given, whatever it had
   */
  public ImagePicks pick(int[] indices, int[] labels) {
    return ImagePicks.of(root, this::entry, indices, labels, geometry, orientation);
  }

  private ImageEntry entry(int index) {
    int found = Arrays.binarySearch(starts, index);
    int group = found >= 0 ? found : -found - 2;
    while (starts[group + 1] == index) {
      group++; // those before are empty
    }
    return groups.get(group).entry(index - starts[group]);
  }
}
