package io.github.altprop.preprocessing.source;

import java.io.Serializable;

/**
 * A file or folder.
 *
 * @param path where it is, as {@link FileAccess} takes it
 * @param folder whether it is a folder
 * @param length bytes; 0 for a folder
 * @param modifiedMillis time of the last change, milliseconds since 1970; 0 where unknown
 */
public record FileEntry(String path, boolean folder, long length, long modifiedMillis)
    implements Serializable {
  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
