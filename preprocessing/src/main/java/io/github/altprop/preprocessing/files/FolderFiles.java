package io.github.altprop.preprocessing.files;

import io.github.altprop.preprocessing.dataset.FileTally;
import java.io.Serializable;
import java.util.List;

/**
 * The image files below one folder, packed: a task's answer for the driver, which may get millions
 * of them.
 *
 * @param folder path, as {@link FileAccess} takes it
 * @param names relative to the folder, in ascending order
 * @param lengths bytes of each
 * @param modifiedMillis time of the last change of each
 * @param skipped what else is there
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record FolderFiles(
    String folder, PackedNames names, long[] lengths, long[] modifiedMillis, FileTally skipped)
    implements Serializable {

  /**
   * Those of a folder.
   *
   * @param entries files of the folder in the order of their paths, which are relative to it
   */
  public static FolderFiles of(String folder, List<FileEntry> entries, FileTally skipped) {
    return new FolderFiles(
        folder,
        PackedNames.of(entries.stream().map(FileEntry::path).toList()),
        entries.stream().mapToLong(FileEntry::length).toArray(),
        entries.stream().mapToLong(FileEntry::modifiedMillis).toArray(),
        skipped);
  }

  /** Name of the folder. */
  public String name() {
    return folder.substring(folder.lastIndexOf('/') + 1);
  }

  /** One of them, as it was listed. */
  public FileEntry entry(int i) {
    return FileEntry.file(folder + "/" + names.get(i), lengths[i], modifiedMillis[i]);
  }
}
