package io.github.altprop.preprocessing.files;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Files that tests hold in memory, in a folder {@code f}. */
public final class MemoryFiles implements FileAccess {
  private static final long serialVersionUID = 1L;
  public static final String FOLDER = "f";

  private final transient Map<String, byte[]> files;

  /**
   * @param files by their names in the folder
   */
  public MemoryFiles(Map<String, byte[]> files) {
    this.files = files;
  }

  @Override
  public InputStream open(String path, long offset) throws FileNotFoundException {
    byte[] file = file(path);
    int from = (int) Math.min(offset, file.length);
    return new ByteArrayInputStream(Arrays.copyOfRange(file, from, file.length));
  }

  @Override
  public RandomFile openRandom(String path) throws FileNotFoundException {
    return RandomFile.of(file(path));
  }

  @Override
  public FileEntry describe(String path) throws FileNotFoundException {
    return path.equals(FOLDER)
        ? FileEntry.folder(path, 0)
        : FileEntry.file(path, file(path).length, 0);
  }

  @Override
  public List<FileEntry> list(String folder) {
    return files.entrySet().stream()
        .map(file -> FileEntry.file(FOLDER + "/" + file.getKey(), file.getValue().length, 0))
        .toList();
  }

  private byte[] file(String path) throws FileNotFoundException {
    byte[] file =
        path.startsWith(FOLDER + "/") ? files.get(path.substring(FOLDER.length() + 1)) : null;
    if (file == null) {
      throw new FileNotFoundException(path);
    }
    return file;
  }
}
