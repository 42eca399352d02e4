package io.github.altprop.jobs.files;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * This machine's files by Java's own streams. Hadoop asks five times what is there before it opens
 * a file, and starts a process, chmod, for each that it begins.
 */
final class JavaFiles {
  private JavaFiles() {}

  /** Opens a file for reading. */
  static InputStream open(RawLocalFileSystem local, Path path) throws IOException {
    return new FileInputStream(local.pathToFile(path));
  }

  /** Begins a file, and the folders that it lies in. Unbuffered. */
  static OutputStream begin(RawLocalFileSystem local, Path path) throws IOException {
    Path folder = path.getParent();
    if (!local.mkdirs(folder)) {
      throw new IOException("cannot create " + folder);
    }
    return new FileOutputStream(local.pathToFile(path));
  }
}
