package io.github.altprop.preprocessing.files;

import io.github.altprop.preprocessing.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/** Reads records of one length, one after the other; knows where it is, for complaints. */
public final class RecordReader implements Closeable {
  private static final int GZIP_BUFFER = 1 << 16;

  private final String path;
  private final InputStream in;
  private final byte[] record;
  private long position;

  private RecordReader(String path, InputStream in, long position, int recordBytes) {
    this.path = path;
    this.in = in;
    this.position = position;
    this.record = new byte[recordBytes];
  }

  /**
   * A reader whose first record starts at a byte offset; of the content, if the name ends in .gz.
   */
  public static RecordReader open(FileAccess files, String path, long offset, int recordBytes) {
    try {
      return new RecordReader(path, in(files, path, offset), offset, recordBytes);
    } catch (IOException e) {
      throw BadInputException.unreadable(path, e);
    }
  }

  private static InputStream in(FileAccess files, String path, long offset) throws IOException {
    if (TarGz.isInside(path)) {
      return TarGz.open(files, path, offset);
    }
    return path.endsWith(".gz") ? unzipped(files, path, offset) : files.open(path, offset);
  }

  private static InputStream unzipped(FileAccess files, String path, long offset)
      throws IOException {
    InputStream raw = files.open(path, 0);
    try {
      InputStream in = new GZIPInputStream(raw, GZIP_BUFFER);
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** The next record; the array is reused. */
  public byte[] next() {
    int read;
    try {
      read = in.readNBytes(record, 0, record.length);
    } catch (IOException e) {
      throw new BadInputException(
          path + ": byte " + position + ": cannot be read: " + e.getMessage(), e);
    }
    if (read < record.length) {
      throw BadInputException.at(
          path,
          position + read,
          "the file ends here; expected " + (record.length - read) + " more bytes of this record");
    }
    position += read;
    return record;
  }

  /** Refuses a file that goes on. */
  public void expectEnd() {
    try {
      if (in.read() >= 0) {
        throw BadInputException.at(path, position, "more data than its header announces");
      }
    } catch (IOException e) {
      throw new BadInputException(
          path + ": byte " + position + ": cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
