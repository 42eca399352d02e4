package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.image.Geometry;
import io.github.altprop.preprocessing.image.Geometry.Resize;
import io.github.altprop.preprocessing.image.ImageDecoder.Orientation;
import java.util.Comparator;
import java.util.List;

/**
 * The image files of a split, by themselves or in archives: known from listings and headers before
 * any is opened, and each readable without the others, so in any order. They are numbered in the
 * order of their names, so that an archive gives what the folder gives.
 */
public final class ImageFiles {
  private final String root;
  private final List<ImageEntry> entries;
  private final Geometry geometry;
  private final Orientation orientation;

  private ImageFiles(
      String root, List<ImageEntry> entries, Geometry geometry, Orientation orientation) {
    this.root = root;
    this.entries = entries;
    this.geometry = geometry;
    this.orientation = orientation;
  }

  /**
   * @param root folder that the names of entries are relative to
   * @param unsorted in any order
   * @throws BadInputException if a name occurs twice
   */
  static ImageFiles of(
      String root, List<ImageEntry> unsorted, Geometry geometry, Orientation orientation) {
    List<ImageEntry> entries =
        unsorted.stream().sorted(Comparator.comparing(ImageEntry::name)).toList();
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i).name().equals(entries.get(i - 1).name())) {
        throw new BadInputException(root + ": " + entries.get(i).name() + " is there twice");
      }
    }
    return new ImageFiles(root, entries, geometry, orientation);
  }

  /** Number of files. */
  public int count() {
    return entries.size();
  }

  /** The class of each, by index. */
  public int[] labels() {
    return entries.stream().mapToInt(ImageEntry::label).toArray();
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
    return ImagePicks.of(root, entries, indices, labels, geometry, orientation);
  }
}
