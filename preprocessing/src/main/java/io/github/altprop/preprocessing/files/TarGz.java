package io.github.altprop.preprocessing.files;

import io.github.altprop.preprocessing.BadInputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Files in a gzipped tar archive, read without unpacking it: a file's path is that of the archive,
 * {@value #SEPARATOR} and its name there. Whoever opens one reads all that lies before it.
 */
public final class TarGz {
  static final String SEPARATOR = "!";

  private static final int BUFFER = 1 << 16;

  private TarGz() {}

  /** Whether a file's name is that of such an archive. */
  public static boolean isNamed(String path) {
    return path.endsWith(".tar.gz") || path.endsWith(".tgz");
  }

  /** Whether a path names a file in an archive. */
  static boolean isInside(String path) {
    return separator(path) > 0;
  }

  /** Where the separator is that follows an archive's name; -1 if there is none. */
  private static int separator(String path) {
    int at = path.indexOf(SEPARATOR);
    while (at > 0 && !isNamed(path.substring(0, at))) {
      at = path.indexOf(SEPARATOR, at + 1);
    }
    return at;
  }

  /** The files of an archive. */
  public static List<FileEntry> entries(FileAccess files, FileEntry archive) {
    try (InputStream in = unzipped(files, archive.path())) {
      TarReader reader =
          TarReader.of(new Forward(in), archive.path(), 0, Long.MAX_VALUE - TarHeader.BYTES);
      List<FileEntry> entries = new ArrayList<>();
      Optional<TarEntry> entry = reader.next();
      while (entry.isPresent()) {
        String path = archive.path() + SEPARATOR + entry.get().name();
        entries.add(FileEntry.file(path, entry.get().length(), archive.modifiedMillis()));
        entry = reader.next();
      }
      return entries;
    } catch (IOException e) {
      throw BadInputException.unreadable(archive.path(), e);
    }
  }

  /** Opens a file in an archive at a byte offset. */
  static InputStream open(FileAccess files, String path, long offset) throws IOException {
    int separator = separator(path);
    String archive = path.substring(0, separator);
    String name = path.substring(separator + SEPARATOR.length());
    InputStream in = unzipped(files, archive);
    try {
      Forward forward = new Forward(in);
      TarReader reader = TarReader.of(forward, archive, 0, Long.MAX_VALUE - TarHeader.BYTES);
      Optional<TarEntry> entry = reader.next();
      while (entry.isPresent() && !entry.get().name().equals(name)) {
        entry = reader.next();
      }
      if (entry.isEmpty()) {
        throw new BadInputException(archive + ": there is no " + name + " in it any more");
      }
      forward.skipTo(entry.get().offset() + offset);
      return new Part(in, entry.get().length() - offset);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static InputStream unzipped(FileAccess files, String archive) throws IOException {
    InputStream raw = files.open(archive, 0);
    try {
      return new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER);
    } catch (IOException e) {
      raw.close();
      throw new BadInputException(archive + ": cannot be unzipped: " + e.getMessage(), e);
    }
  }

  /** A file that can only be read forwards. */
  private static final class Forward implements RandomFile {
    private final InputStream in;
    private long position;

    Forward(InputStream in) {
      this.in = in;
    }

    void skipTo(long at) throws IOException {
      in.skipNBytes(at - position);
      position = at;
    }

    @Override
    public byte[] read(long at, int bytes) throws IOException {
      skipTo(at);
      byte[] read = in.readNBytes(bytes);
      position += read.length;
      if (read.length < bytes) {
        throw new EOFException();
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** The next bytes of a stream, and no more. */
  private static final class Part extends InputStream {
    private final InputStream in;
    private long left;

    Part(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      if (left <= 0) {
        return -1;
      }
      left--;
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (left <= 0) {
        return length == 0 ? 0 : -1;
      }
      int read = in.read(bytes, from, (int) Math.min(length, left));
      left -= Math.max(read, 0);
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
