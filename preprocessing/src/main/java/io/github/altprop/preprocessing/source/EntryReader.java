package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads image files. Those that follow each other in an archive are read from one stream, as
 * opening a file costs more than reading an image where files are far away.
 */
final class EntryReader implements Closeable {
  /** A gap of more bytes is worth opening the archive again. */
  private static final long WIDEST_GAP = 1 << 20;

  private final FileAccess files;
  private final String root;
  private String archive = "";
  private InputStream stream = InputStream.nullInputStream();
  private long position;

  /**
   * @param root folder that the names of entries are relative to
   */
  EntryReader(FileAccess files, String root) {
    this.files = files;
    this.root = root;
  }

  /** All bytes of an image file. */
  byte[] read(ImageEntry entry) {
    String path = entry.archive().isEmpty() ? root + "/" + entry.name() : entry.archive();
    try {
      byte[] bytes = entry.archive().isEmpty() ? file(path, entry) : archived(entry);
      if (bytes.length < entry.length()) {
        throw BadInputException.at(
            path,
            entry.offset() + bytes.length,
            "the file ends here; expected "
                + (entry.length() - bytes.length)
                + " more bytes of "
                + entry.name());
      }
      return bytes;
    } catch (IOException e) {
      throw BadInputException.unreadable(path, e);
    }
  }

  private byte[] file(String path, ImageEntry entry) throws IOException {
    try (InputStream in = files.open(path, 0)) {
      return in.readNBytes((int) entry.length());
    }
  }

  private byte[] archived(ImageEntry entry) throws IOException {
    long gap = entry.offset() - position;
    if (!entry.archive().equals(archive) || gap < 0 || gap > WIDEST_GAP) {
      stream.close();
      stream = files.open(entry.archive(), entry.offset());
      archive = entry.archive();
    } else {
      stream.skipNBytes(gap);
    }
    byte[] bytes = stream.readNBytes((int) entry.length());
    position = entry.offset() + bytes.length;
    return bytes;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
