package io.github.altprop.preprocessing.source;

import io.github.altprop.preprocessing.BadInputException;
import io.github.altprop.preprocessing.files.FileAccess;
import io.github.altprop.preprocessing.files.RandomFile;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reads image files, on any number of threads. Archives stay open from one image to the next. */
final class EntryReader implements Closeable {
  private final FileAccess files;
  private final String root;

  /** Those that no thread is reading: one file is read by one thread at a time. */
  private final ConcurrentLinkedQueue<OpenArchive> idle = new ConcurrentLinkedQueue<>();

  private volatile boolean closed;

  /**
   * @param root folder that the names of entries are relative to
   */
  EntryReader(FileAccess files, String root) {
    this.files = files;
    this.root = root;
  }

  private record OpenArchive(String path, RandomFile file) {}

  /** All bytes of an image file. */
  byte[] read(ImageEntry entry) {
    String path = entry.archive().isEmpty() ? root + "/" + entry.name() : entry.archive();
    try {
      return entry.archive().isEmpty() ? file(path, entry) : archived(path, entry);
    } catch (IOException e) {
      throw BadInputException.unreadable(path, e);
    }
  }

  private byte[] file(String path, ImageEntry entry) throws IOException {
    byte[] bytes = new byte[(int) entry.length()];
    int read;
    try (InputStream in = files.openWhole(path, entry.length())) {
      read = in.readNBytes(bytes, 0, bytes.length);
    }
    if (read < bytes.length) {
      throw BadInputException.at(
          path, read, "the file ends here; expected " + (bytes.length - read) + " more bytes");
    }
    return bytes;
  }

  private byte[] archived(String path, ImageEntry entry) throws IOException {
    RandomFile archive = take(path);
    try {
      byte[] bytes = archive.read(entry.offset(), (int) entry.length());
      idle.add(new OpenArchive(path, archive));
      archive = null;
      return bytes;
    } catch (EOFException e) {
      throw BadInputException.at(
          path,
          entry.offset(),
          "the archive ends within " + entry.name() + ", which has " + entry.length() + " bytes");
    } finally {
      if (archive != null) {
        archive.close();
      }
      if (closed) {
        closeIdle();
      }
    }
  }

  private RandomFile take(String path) throws IOException {
    OpenArchive open = idle.poll();
    if (open != null && open.path.equals(path)) {
      return open.file;
    }
    if (open != null) {
      open.file.close();
    }
    return files.openRandom(path);
  }

  private void closeIdle() throws IOException {
    for (OpenArchive open = idle.poll(); open != null; open = idle.poll()) {
      open.file.close();
    }
  }

  /** What is being read is closed once it is read. */
  @Override
  public void close() {
    closed = true;
    try {
      closeIdle();
    } catch (IOException e) {
      throw BadInputException.unreadable("a file of the source", e);
    }
  }
}
