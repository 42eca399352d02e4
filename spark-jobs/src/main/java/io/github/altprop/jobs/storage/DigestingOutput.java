package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.files.NewFile;
import io.github.altprop.preprocessing.dataset.Digests;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new file as Parquet writes it, which knows its length and digest at the end. */
final class DigestingOutput implements OutputFile {
  private final NewFile file;
  private final MessageDigest digest = Digests.sha256();
  private long bytes;

  DigestingOutput(NewFile file) {
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
  public PositionOutputStream create(long blockSizeHint) {
    return createOrOverwrite(blockSizeHint);
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return new DigestingStream(file.out());
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
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

    /** Leaves it to the file's owner to publish it. */
    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
