package io.github.altprop.jobs.files;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.viewfs.ViewFileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * A file being written, which appears under its name whole or not at all: {@link #publish} makes it
 * appear, {@link #close} before that gives it up.
 *
 * <p>Object stores show nothing of an upload before its end, and an upload that is given up is
 * aborted. Elsewhere the file is written beside its place, hidden, and then renamed. So nothing is
 * ever copied, and a process that dies leaves at most a hidden {@code .partial} file.
 */
public final class NewFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final FileSystem fileSystem;
  private final Path path;
  private final Path written;
  private final FSDataOutputStream out;
  private boolean published;

  private NewFile(FileSystem fileSystem, Path path, Path written) throws IOException {
    this.fileSystem = fileSystem;
    this.path = path;
    this.written = written;
    this.out =
        fileSystem instanceof RawLocalFileSystem local ? begunByJava(local) : begunByHadoop();
  }

  private FSDataOutputStream begunByHadoop() throws IOException {
    return fileSystem.create(
        written,
        true,
        BUFFER,
        fileSystem.getDefaultReplication(written),
        fileSystem.getDefaultBlockSize(written),
        null);
  }

  private FSDataOutputStream begunByJava(RawLocalFileSystem local) throws IOException {
    OutputStream file = JavaFiles.begin(local, written);
    return new FSDataOutputStream(new BufferedOutputStream(file, BUFFER), null);
  }

  static NewFile begin(FileSystem fileSystem, Path path, String attempt) throws IOException {
    if (fileSystem.hasPathCapability(path, CommonPathCapabilities.ABORTABLE_STREAM)) {
      return new NewFile(fileSystem, path, path);
    }
    String mark = attempt.isEmpty() ? "" : "." + attempt;
    Path beside = new Path(path.getParent(), "." + path.getName() + mark + ".partial");
    return new NewFile(fileSystem, path, beside);
  }

  /** Where to write to. Not to be closed. */
  public FSDataOutputStream out() {
    return out;
  }

  /** Ends the file and makes it appear, in the place of what was there. */
  public void publish() throws IOException {
    out.close();
    if (!written.equals(path)) {
      takeName();
    }
    published = true;
  }

  private void takeName() throws IOException {
    Path folder = path.getParent();
    FileSystem holder = fileSystem;
    if (fileSystem instanceof ViewFileSystem) { // shows other file systems as one
      folder = fileSystem.resolvePath(folder);
      holder = folder.getFileSystem(fileSystem.getConf());
    }
    if (holder instanceof DistributedFileSystem hdfs) {
      // Asked so, HDFS puts the new file in the place of the old one in one step.
      hdfs.rename(
          new Path(folder, written.getName()),
          new Path(folder, path.getName()),
          Options.Rename.OVERWRITE);
      return;
    }
    if (fileSystem.rename(written, path)) {
      return;
    }
    // Some file systems do not rename onto a file: for a moment there is neither.
    fileSystem.delete(path, false);
    if (!fileSystem.rename(written, path)) {
      throw new IOException("cannot rename " + written.getName() + " to " + path.getName());
    }
  }

  /** Gives the file up unless it was published. */
  @Override
  public void close() throws IOException {
    if (published) {
      return;
    }
    published = true;
    if (written.equals(path)) {
      out.abort();
      return;
    }
    try {
      out.close();
    } finally {
      fileSystem.delete(written, false);
    }
  }
}
