package io.github.altprop.preprocessing.files;

import java.io.Serializable;

/**
 * A file in a tar archive.
 *
 * @param name as the archive has it; relative, without {@code ..}
 * @param offset of its first byte in the archive
 * @param length bytes
 */
public record TarEntry(String name, long offset, long length) implements Serializable {
  /** The last part of the name. */
  public String baseName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
