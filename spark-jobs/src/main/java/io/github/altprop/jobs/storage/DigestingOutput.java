package io.github.altprop.jobs.storage;

import io.github.altprop.preprocessing.dataset.Digests;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new file for Parquet to write that knows its length and digest at the end. */
final class DigestingOutput implements OutputFile, Closeable {
  private static final int BUFFER = 1 << 20;

  private final Location file;
  private final MessageDigest digest = Digests.sha256();
  private FSDataOutputStream stream;
  private long bytes;

  DigestingOutput(Location file) {
    this.file = file;
  }

  /** Length of what was written. */
  long bytes() {
    return bytes;
  }

  /** SHA-256 of what was written, hexadecimal; once. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return createOrOverwrite(blockSizeHint);
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    stream =
        file.fileSystem()
            .create(
                file.path(),
                true,
                BUFFER,
                file.fileSystem().getDefaultReplication(file.path()),
                file.fileSystem().getDefaultBlockSize(file.path()));
    return new DigestingStream(stream);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  /** Releases the file, finished or not. */
  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
  }

  private final class DigestingStream extends PositionOutputStream {
    private final FSDataOutputStream out;

    DigestingStream(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return bytes;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      digest.update((byte) value);
      bytes++;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      out.write(data, offset, length);
      digest.update(data, offset, length);
      bytes += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
