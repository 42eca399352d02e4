package io.github.altprop.preprocessing.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;

/**
 * What sources need of a file system. Paths are strings with '/' between their parts, so that local
 * paths and URIs of object stores are the same to a source. Implementations travel to Spark tasks.
 */
public interface FileAccess extends Serializable {
  /** Opens a file at a byte offset. */
  InputStream open(String path, long offset) throws IOException;

  /**
   * Opens a file to read all of it; a store that need not be asked for the length answers sooner.
   *
   * @param length bytes, as a listing has told
   */
  default InputStream openWhole(String path, long length) throws IOException {
    return open(path, 0);
  }

  /** Opens a file to read parts of it. */
  RandomFile openRandom(String path) throws IOException;

  /** What is at a path; {@link java.io.FileNotFoundException} if nothing is. */
  FileEntry describe(String path) throws IOException;

  /**
   * What a folder holds, broken links too, sorted by name; {@link java.io.FileNotFoundException} if
   * there is none.
   */
  List<FileEntry> list(String folder) throws IOException;

  /** The one path of a file or folder that can be reached by several, through links. */
  default String realPath(String path) throws IOException {
    return path;
  }
}
