package io.github.altprop.preprocessing.format.cifar;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.FileEntry;
import io.github.altprop.preprocessing.files.Folders;
import io.github.altprop.preprocessing.files.TarGz;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a CIFAR wherever they are: in the folder that is given, in the one that its archive
 * unpacks to, or in the archive as it was downloaded.
 *
 * @param place folder or archive, for complaints
 * @param form how they are made
 * @param byName the files by their own names
 * @param archive that they are in, if they are in one
 */
record CifarFiles(
    String place, CifarForm form, Map<String, FileEntry> byName, Optional<FileEntry> archive) {

  static CifarFiles find(FileAccess files, String location, CifarEdition edition) {
    String given = Folders.trimmed(location);
    Optional<FileEntry> itself = archive(files, given);
    if (itself.isPresent()) {
      return inArchive(files, itself.get(), edition);
    }
    for (CifarForm form : CifarForm.values()) {
      List<String> folders = new ArrayList<>();
      folders.add(given);
      edition.folders(form).forEach(child -> folders.add(given + "/" + child));
      for (String folder : folders) {
        if (Folders.exists(files, folder + "/" + edition.firstFile(form))) {
          return new CifarFiles(
              folder, form, byName(Folders.list(files, folder)), Optional.empty());
        }
      }
    }
    for (String name : edition.archives()) {
      Optional<FileEntry> archive = archive(files, given + "/" + name);
      if (archive.isPresent()) {
        return inArchive(files, archive.get(), edition);
      }
    }
    // Fails, and says what is there.
    Folders.anyFile(
        files,
        given,
        List.of(
            edition.firstFile(CifarForm.BINARY),
            edition.firstFile(CifarForm.PYTHON),
            edition.archives().get(0)));
    throw new BadInputException(given + ": changed while it was looked at");
  }

  private static Optional<FileEntry> archive(FileAccess files, String path) {
    try {
      return TarGz.isNamed(path)
          ? Optional.of(files.describe(path)).filter(FileEntry::isFile)
          : Optional.empty();
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw BadInputException.unreadable(path, e);
    }
  }

  private static CifarFiles inArchive(FileAccess files, FileEntry archive, CifarEdition edition) {
    Map<String, FileEntry> byName = byName(TarGz.entries(files, archive));
    for (CifarForm form : CifarForm.values()) {
      if (byName.containsKey(edition.firstFile(form))) {
        return new CifarFiles(archive.path(), form, byName, Optional.of(archive));
      }
    }
    throw new BadInputException(
        archive.path()
            + ": expected the files of "
            + edition.name()
            + " in it; found "
            + String.join(", ", byName.keySet().stream().sorted().limit(10).toList()));
  }

  private static Map<String, FileEntry> byName(List<FileEntry> entries) {
    Map<String, FileEntry> byName = new HashMap<>();
    entries.stream().filter(FileEntry::isFile).forEach(e -> byName.put(e.name(), e));
    return byName;
  }

  /** A file that must be there. */
  FileEntry file(String name) {
    return optional(name)
        .orElseThrow(
            () -> new BadInputException(place + ": expected a file " + name + " here; found none"));
  }

  Optional<FileEntry> optional(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
