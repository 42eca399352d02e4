package io.github.altprop.jobs.run;

import io.github.altprop.jobs.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A folder on any Hadoop file system whose files are written whole. What the file system refuses is
 * the user's to put right, so it ends in a {@link UserError} that names the file.
 */
public final class Folder {
  private final FileSystem fileSystem;
  private final Path path;

  private Folder(FileSystem fileSystem, Path path) {
    this.fileSystem = fileSystem;
    this.path = path;
  }

  /** The folder at a URI or plain path; it need not exist. */
  public static Folder at(String uri, Configuration configuration) {
    try {
      Path path = new Path(uri);
      FileSystem fileSystem = path.getFileSystem(configuration);
      // Hadoop's local file system hides a checksum beside each file and then refuses files that
      // a user edited; our own checksums lie open in state.json.
      FileSystem plain =
          fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem;
      return new Folder(plain, plain.makeQualified(path));
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("cannot use " + uri + " as a folder: " + reason(e), e);
    }
  }

  /** The text of one file, wherever it lies. */
  public static String textAt(String uri, Configuration configuration) {
    return of(uri, configuration).readText(new Path(uri).getName());
  }

  /** Writes one file, wherever it is to lie. */
  public static void writeAt(String uri, String text, Configuration configuration) {
    of(uri, configuration).write(new Path(uri).getName(), text);
  }

  /** The folder that a file lies in. */
  private static Folder of(String file, Configuration configuration) {
    Path parent = new Path(file).getParent();
    return at(
        parent == null || parent.toString().isEmpty() ? "." : parent.toString(), configuration);
  }

  public Folder child(String name) {
    return new Folder(fileSystem, new Path(path, name));
  }

  /** The last part of the path. */
  public String name() {
    return path.getName();
  }

  /** Whether the folder lies on this machine, where files can be appended to and locked. */
  boolean local() {
    return path.toUri().getScheme().equals("file");
  }

  java.nio.file.Path localPath(String name) {
    return java.nio.file.Path.of(path.toUri().getPath(), name);
  }

  public boolean exists() {
    return access(path, "look for", () -> fileSystem.exists(path));
  }

  public boolean exists(String name) {
    Path file = new Path(path, name);
    return access(file, "look for", () -> fileSystem.exists(file));
  }

  /** Names of what the folder holds, sorted; empty if it does not exist. */
  public List<String> list() {
    return access(
        path,
        "list",
        () -> {
          List<String> names = new ArrayList<>();
          if (fileSystem.exists(path)) {
            for (FileStatus status : fileSystem.listStatus(path)) {
              names.add(status.getPath().getName());
            }
          }
          Collections.sort(names);
          return names;
        });
  }

  public void create() {
    access(path, "create", () -> fileSystem.mkdirs(path));
  }

  public byte[] read(String name) {
    Path file = new Path(path, name);
    return access(
        file,
        "read",
        () -> {
          try (InputStream in = fileSystem.open(file)) {
            return in.readAllBytes();
          }
        });
  }

  /** Opens a file for reading. */
  public InputStream open(String name) throws IOException {
    return fileSystem.open(new Path(path, name));
  }

  /** Writes a file that may be large, piece by piece. */
  void stream(String name, Checkpoints.Content content) {
    Path file = new Path(path, name);
    access(
        file,
        "write",
        () -> {
          fileSystem.mkdirs(path);
          try (OutputStream out = fileSystem.create(file, true)) {
            content.writeTo(out);
          }
          return null;
        });
  }

  public String readText(String name) {
    return new String(read(name), StandardCharsets.UTF_8);
  }

  /**
   * Writes a file so that readers see the old content or the new, never a part.
   *
   * @param name may lie in folders below, with slashes between
   */
  public void write(String name, byte[] content) {
    int slash = name.indexOf('/');
    if (slash >= 0) {
      child(name.substring(0, slash)).write(name.substring(slash + 1), content);
      return;
    }
    Path file = new Path(path, name);
    access(
        file,
        "write",
        () -> {
          fileSystem.mkdirs(path);
          if (local()) {
            java.nio.file.Path partial = localPath("." + name + ".partial");
            try {
              Files.write(partial, content);
              Files.move(partial, localPath(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
              Files.deleteIfExists(partial);
            }
          } else {
            try (OutputStream out = fileSystem.create(file, true)) {
              out.write(content);
            }
          }
          return null;
        });
  }

  public void write(String name, String content) {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Deletes this folder with all it holds; nothing happens if there is none. */
  public void delete() {
    access(path, "delete", () -> fileSystem.delete(path, true));
  }

  @Override
  public String toString() {
    return local() ? path.toUri().getPath() : path.toString();
  }

  private <T> T access(Path what, String verb, Access<T> access) {
    try {
      return access.run();
    } catch (IOException e) {
      String shown = local() ? what.toUri().getPath() : what.toString();
      throw new UserError("cannot " + verb + " " + shown + ": " + reason(e), e);
    }
  }

  private static String reason(Exception e) {
    if (e instanceof FileNotFoundException || e instanceof java.nio.file.NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse(e.toString());
  }

  private interface Access<T> {
    T run() throws IOException;
  }
}
