package io.github.altprop.preprocessing.files;

import java.io.Serializable;

/**
 * A file or folder.
 *
 * @param path where it is, as {@link FileAccess} takes it
 * @param kind what it is; of a link, what it leads to
 * @param length bytes; 0 for a folder
 * @param modifiedMillis time of the last change, milliseconds since 1970; 0 where unknown
 * @param target where a link to a folder leads, as {@link FileAccess#realPath} has it; empty for
 *     all else
 */
public record FileEntry(String path, Kind kind, long length, long modifiedMillis, String target)
    implements Serializable {
  /** What an entry of a folder can be. */
  public enum Kind {
    FILE,
    FOLDER,
    /** A link that leads nowhere. */
    BROKEN_LINK,
    /** A device, a socket, a pipe: nothing that can be read to its end. */
    OTHER
  }

  /** A file that is no link. */
  public static FileEntry file(String path, long length, long modifiedMillis) {
    return new FileEntry(path, Kind.FILE, length, modifiedMillis, "");
  }

  /** A folder that is no link. */
  public static FileEntry folder(String path, long modifiedMillis) {
    return new FileEntry(path, Kind.FOLDER, 0, modifiedMillis, "");
  }

  /** Whether it is a folder or a link to one. */
  public boolean isFolder() {
    return kind == Kind.FOLDER;
  }

  /** Whether it is a file or a link to one. */
  public boolean isFile() {
    return kind == Kind.FILE;
  }

  /** The same under another path. */
  FileEntry at(String otherPath) {
    return new FileEntry(otherPath, kind, length, modifiedMillis, target);
  }

  /** The last part of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
