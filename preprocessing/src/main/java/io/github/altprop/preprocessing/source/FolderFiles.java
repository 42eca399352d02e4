package io.github.altprop.preprocessing.source;

import java.io.Serializable;
import java.util.List;

/**
 * The files of one folder, packed: a task's answer for the driver, which may get millions of them.
 *
 * @param folder path, as {@link FileAccess} takes it
 * @param names in ascending order
 * @param lengths bytes of each
 * @param modifiedMillis time of the last change of each
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record FolderFiles(String folder, PackedNames names, long[] lengths, long[] modifiedMillis)
    implements Serializable {

  /**
   * @param entries files of the folder in the order of their names
   */
  static FolderFiles of(String folder, List<FileEntry> entries) {
    return new FolderFiles(
        folder,
        PackedNames.of(entries.stream().map(FileEntry::name).toList()),
        entries.stream().mapToLong(FileEntry::length).toArray(),
        entries.stream().mapToLong(FileEntry::modifiedMillis).toArray());
  }

  /** One of them, as it was listed. */
  FileEntry entry(int i) {
    return new FileEntry(folder + "/" + names.get(i), false, lengths[i], modifiedMillis[i]);
  }
}
