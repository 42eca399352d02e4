package io.github.altprop.preprocessing.files;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** A file open for reading parts of it, without what lies between them. */
public interface RandomFile extends Closeable {
  /** The bytes from an offset on; {@link EOFException} if the file ends before they do. */
  byte[] read(long at, int bytes) throws IOException;

  /** A file that is in memory already; not copied. */
  static RandomFile of(byte[] content) {
    return new RandomFile() {
      @Override
      public byte[] read(long at, int bytes) throws IOException {
        if (at + bytes > content.length) {
          throw new EOFException();
        }
        return Arrays.copyOfRange(content, (int) at, (int) at + bytes);
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}
