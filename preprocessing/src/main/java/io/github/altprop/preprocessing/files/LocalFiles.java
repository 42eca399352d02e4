package io.github.altprop.preprocessing.files;

import io.github.altprop.preprocessing.files.FileEntry.Kind;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The local file system. */
public final class LocalFiles implements FileAccess {
  private static final long serialVersionUID = 1L;

  @Override
  public InputStream open(String path, long offset) throws IOException {
    Path file = existing(path);
    if (offset == 0) {
      return Files.newInputStream(file);
    }
    return Channels.newInputStream(FileChannel.open(file).position(offset));
  }

  @Override
  public RandomFile openRandom(String path) throws IOException {
    FileChannel channel = FileChannel.open(existing(path));
    return new RandomFile() {
      @Override
      public byte[] read(long at, int bytes) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(bytes);
        while (into.hasRemaining()) {
          if (channel.read(into, at + into.position()) < 0) {
            throw new EOFException();
          }
        }
        return into.array();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Override
  public FileEntry describe(String path) throws IOException {
    return entry(path, existing(path));
  }

  @Override
  public List<FileEntry> list(String folder) throws IOException {
    Path path = existing(folder);
    if (!Files.isDirectory(path)) {
      throw new FileNotFoundException(folder + " is not a folder");
    }
    try (Stream<Path> children = Files.list(path)) {
      return children
          .map(LocalFiles::entryOf)
          .sorted(Comparator.comparing(FileEntry::name))
          .toList();
    }
  }

  private static Path existing(String path) throws FileNotFoundException {
    Path file = Path.of(path);
    if (!Files.exists(file)) {
      throw new FileNotFoundException(path + " does not exist");
    }
    return file;
  }

  @Override
  public String realPath(String path) throws IOException {
    return existing(path).toRealPath().toString();
  }

  private static FileEntry entryOf(Path path) {
    try {
      return entry(path.toString(), path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileEntry entry(String name, Path path) throws IOException {
    BasicFileAttributes own =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!own.isSymbolicLink()) {
      return entry(name, own, "");
    }
    BasicFileAttributes target;
    try {
      target = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (FileSystemException e) { // there is nothing, or links lead in a circle
      return new FileEntry(name, Kind.BROKEN_LINK, 0, own.lastModifiedTime().toMillis(), "");
    }
    return entry(name, target, target.isDirectory() ? path.toRealPath().toString() : "");
  }

  private static FileEntry entry(String name, BasicFileAttributes attributes, String target) {
    Kind kind =
        attributes.isDirectory()
            ? Kind.FOLDER
            : attributes.isRegularFile() ? Kind.FILE : Kind.OTHER;
    long length = kind == Kind.FILE ? attributes.size() : 0;
    return new FileEntry(name, kind, length, attributes.lastModifiedTime().toMillis(), target);
  }
}
