package io.github.altprop.jobs.files;

import io.github.altprop.jobs.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.s3a.S3AFileStatus;
import org.apache.hadoop.util.functional.FutureIO;

/**
 * A file or folder on any Hadoop file system; nothing need be there. What the file system refuses
 * is the user's to put right, so it ends in a {@link UserError} that names the place and the
 * reason; only {@link #open} and {@link #status} leave it to the caller to say what is missing.
 */
public final class Location {
  private static final int SMALL_PART = 4_096;

  private final FileSystem fileSystem;
  private final Path path;

  private Location(FileSystem fileSystem, Path path) {
    this.fileSystem = fileSystem;
    this.path = path;
  }

  /**
   * What a URI or plain path names.
   *
   * @throws UserError if there is no such file system, or the URI holds credentials
   */
  public static Location of(String uri, Configuration configuration) {
    Credentials.refuseIn(uri);
    try {
      Path path = new Path(uri);
      FileSystem found = path.getFileSystem(configuration);
      // Our own files carry checksums; the local file system's would add a hidden file beside each
      // and then refuse what a user edited.
      FileSystem plain = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
      return new Location(plain, plain.makeQualified(path));
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("cannot read or write at " + uri + ": " + Reasons.of(e), e);
    }
  }

  /** Something in this folder; the name may have several parts. */
  public Location child(String name) {
    return new Location(fileSystem, new Path(path, name));
  }

  /** The last part of the path. */
  public String name() {
    return path.getName();
  }

  /** Whether this is the root of its file system. */
  public boolean isRoot() {
    return path.isRoot();
  }

  /** Whether this lies on this machine, where files can be appended to and locked. */
  public boolean isLocal() {
    return path.toUri().getScheme().equals("file");
  }

  /** The same in Java's terms, of a {@linkplain #isLocal local} place. */
  public java.nio.file.Path localPath() {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  /** The whole address, which {@link #of} understands on any machine. */
  public String uri() {
    return path.toString();
  }

  public boolean exists() {
    return access("look for", () -> fileSystem.exists(path));
  }

  /** Names of what the folder holds, sorted; empty if it does not exist. */
  public List<String> list() {
    return access(
        "list",
        () -> {
          try {
            return Arrays.stream(fileSystem.listStatus(path))
                .map(status -> status.getPath().getName())
                .sorted()
                .toList();
          } catch (FileNotFoundException e) {
            if (Reasons.isMissingStore(e)) {
              throw e;
            }
            return List.of();
          }
        });
  }

  /** The bytes of this file. */
  public byte[] read() {
    return access("read", this::readAll);
  }

  /** The bytes of this file; empty if there is none. */
  public Optional<byte[]> readIfThere() {
    return access(
        "read",
        () -> {
          try {
            return Optional.of(readAll());
          } catch (FileNotFoundException e) {
            if (Reasons.isMissingStore(e)) {
              throw e;
            }
            return Optional.empty();
          }
        });
  }

  public String readText() {
    return new String(read(), StandardCharsets.UTF_8);
  }

  /** The text of this file; empty if there is none. */
  public Optional<String> readTextIfThere() {
    return readIfThere().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private byte[] readAll() throws IOException {
    try (FSDataInputStream in = fileSystem.open(path)) {
      return in.readAllBytes();
    }
  }

  /** Opens this file for reading. */
  public FSDataInputStream open() throws IOException {
    return fileSystem.open(path);
  }

  /**
   * Opens this file for reading all of it. S3 is then asked for the content at once, which shows
   * whether the file is there.
   *
   * @param length bytes, which are known
   */
  public InputStream openWhole(long length) throws IOException {
    if (fileSystem instanceof RawLocalFileSystem local) {
      return JavaFiles.open(local, path);
    }
    if (!path.toUri().getScheme().equals("s3a")) {
      return open();
    }
    return FutureIO.awaitFuture(
        fileSystem
            .openFile(path)
            .opt("fs.s3a.experimental.input.fadvise", "sequential")
            .withFileStatus(new S3AFileStatus(length, 0, path, length, "", null, null))
            .build());
  }

  /** Opens this file for reading small parts of it; S3 then sends little more than these. */
  public FSDataInputStream openForParts() throws IOException {
    return FutureIO.awaitFuture(
        fileSystem
            .openFile(path)
            .opt("fs.s3a.experimental.input.fadvise", "random")
            .opt("fs.s3a.readahead.range", SMALL_PART)
            .build());
  }

  /** Length and time of this file. */
  public FileStatus status() throws IOException {
    return fileSystem.getFileStatus(path);
  }

  /** What this folder holds, in no order. */
  public FileStatus[] statuses() throws IOException {
    return fileSystem.listStatus(path);
  }

  /** Writes the content of one file. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes this file, replacing what is there: readers see the old content or the new. */
  public void write(Content content) {
    write("", content);
  }

  /**
   * The same for one of several writers.
   *
   * @param attempt tells writers apart who may write this file at the same time; may be empty
   */
  public void write(String attempt, Content content) {
    access(
        "write",
        () -> {
          try (NewFile file = create(attempt)) {
            content.writeTo(file.out());
            file.publish();
          }
          return null;
        });
  }

  public void write(byte[] content) {
    write(out -> out.write(content));
  }

  public void write(String content) {
    write(content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Begins to write this file, and the folders that it lies in.
   *
   * @param attempt tells writers apart who may write this file at the same time; may be empty
   */
  public NewFile create(String attempt) throws IOException {
    return NewFile.begin(fileSystem, path, attempt);
  }

  /** Makes this folder, and those that it lies in. */
  public void createFolder() {
    access(
        "create",
        () -> {
          if (!fileSystem.mkdirs(path)) {
            throw new IOException("permission denied");
          }
          return null;
        });
  }

  /** Deletes this and all it holds; nothing happens if there is nothing. */
  public void delete() {
    access("delete", () -> fileSystem.delete(path, true));
  }

  /** As a user would write it. */
  @Override
  public String toString() {
    return isLocal() ? path.toUri().getPath() : path.toString();
  }

  private <T> T access(String verb, Access<T> access) {
    try {
      return access.run();
    } catch (IOException e) {
      throw new UserError("cannot " + verb + " " + this + ": " + Reasons.of(e), e);
    }
  }

  private interface Access<T> {
    T run() throws IOException;
  }
}
