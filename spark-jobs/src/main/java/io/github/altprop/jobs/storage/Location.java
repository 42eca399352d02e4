package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A path with the file system that it lies on.
 *
 * @param fileSystem Hadoop's view of where the path is
 * @param path qualified
 */
public record Location(FileSystem fileSystem, Path path) {
  /** What a URI or plain path names; nothing need be there. */
  public static Location of(String uri, Configuration configuration) {
    try {
      Path path = new Path(uri);
      FileSystem found = path.getFileSystem(configuration);
      // Manifests carry checksums of their own; the local file system's would add a hidden file
      // beside each file and then refuse what a user edited.
      FileSystem plain = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
      return new Location(plain, plain.makeQualified(path));
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError(uri + ": no place to read or write: " + e.getMessage(), e);
    }
  }

  /** Something in this folder; the name may have several parts. */
  public Location child(String name) {
    return new Location(fileSystem, new Path(path, name));
  }

  /** The folder that this lies in. */
  public Location parent() {
    return new Location(fileSystem, path.getParent());
  }

  public boolean exists() throws IOException {
    return fileSystem.exists(path);
  }

  /** The bytes of this file. */
  public byte[] read() throws IOException {
    try (InputStream in = fileSystem.open(path)) {
      return in.readAllBytes();
    }
  }

  /** Writes this file, replacing what is there. */
  public void write(byte[] bytes) throws IOException {
    try (OutputStream out = fileSystem.create(path, true)) {
      out.write(bytes);
    }
  }

  /** Renames this to another place of the same file system, where nothing may be. */
  public void moveTo(Location target) throws IOException {
    if (!fileSystem.rename(path, target.path)) {
      throw new IOException("cannot rename " + this + " to " + target);
    }
  }

  /** Deletes this and all it holds, if it is there. */
  public void delete() throws IOException {
    fileSystem.delete(path, true);
  }

  /** As a user would write it. */
  @Override
  public String toString() {
    return path.toUri().getScheme().equals("file") ? path.toUri().getPath() : path.toString();
  }
}
