package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.FolderFiles;
import io.github.altprop.preprocessing.files.PackedNames;
import io.github.altprop.preprocessing.files.TarEntry;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The images of one folder or of one archive of images, packed: some thirty bytes each, so that a
 * driver holds the list of a data set of millions.
 *
 * @param archive path of the archive; empty for files by themselves
 * @param prefix what their names have in common: the folder below the data set's
 * @param names the rest of the names, in ascending order
 * @param lengths bytes of each
 * @param offsets of their first bytes in the archive; empty for files by themselves
 * @param labels class of each
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record ImageGroup(
    String archive,
    String prefix,
    PackedNames names,
    long[] lengths,
    long[] offsets,
    int[] labels) {

  /** What an archive holds, in the order of the names without their folders. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Archived(PackedNames names, long[] lengths, long[] offsets)
      implements Serializable {
    public static Archived of(List<TarEntry> unsorted) {
      List<TarEntry> entries =
          unsorted.stream().sorted(Comparator.comparing(TarEntry::baseName)).toList();
      return new Archived(
          PackedNames.of(entries.stream().map(TarEntry::baseName).toList()),
          entries.stream().mapToLong(TarEntry::length).toArray(),
          entries.stream().mapToLong(TarEntry::offset).toArray());
    }
  }

  /**
   * Files by themselves.
   *
   * @param labelOf class of a name without the prefix
   */
  public static ImageGroup of(String prefix, FolderFiles files, ToIntFunction<String> labelOf) {
    return new ImageGroup(
        "", prefix, files.names(), files.lengths(), new long[0], labels(files.names(), labelOf));
  }

  /** The same, all of one class. */
  public static ImageGroup of(String prefix, FolderFiles files, int label) {
    return of(prefix, files, name -> label);
  }

  /** Files of an archive, all of one class. */
  public static ImageGroup of(String archive, String prefix, Archived files, int label) {
    return of(archive, prefix, files, name -> label);
  }

  /** Files of an archive. */
  public static ImageGroup of(
      String archive, String prefix, Archived files, ToIntFunction<String> labelOf) {
    return new ImageGroup(
        archive,
        prefix,
        files.names(),
        files.lengths(),
        files.offsets(),
        labels(files.names(), labelOf));
  }

  private static int[] labels(PackedNames names, ToIntFunction<String> labelOf) {
    int[] labels = new int[names.size()];
    Arrays.setAll(labels, i -> labelOf.applyAsInt(names.get(i)));
    return labels;
  }

  int size() {
    return labels.length;
  }

  ImageEntry entry(int i) {
    long offset = archive.isEmpty() ? 0 : offsets[i];
    return new ImageEntry(archive, prefix + names.get(i), offset, lengths[i], labels[i]);
  }

  /**
   * @param root folder of the data set, for the complaint
   * @throws BadInputException if a name occurs twice
   */
  void refuseTwins(String root) {
    for (int i = 1; i < size(); i++) {
      String name = names.get(i);
      if (name.equals(names.get(i - 1))) {
        throw new BadInputException(root + ": " + prefix + name + " is there twice");
      }
    }
  }
}
