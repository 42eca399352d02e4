package io.github.altprop.jobs.storage;

import io.github.altprop.jobs.files.NewFile;
import io.github.altprop.preprocessing.dataset.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new file as Parquet writes it, which knows its length and digest at the end. */
final class DigestingOutput implements OutputFile {
  /** Bytes written at a time: still in the processor's cache when they are digested. */
  private static final int PIECE = 1 << 16;

  private final NewFile file;
  private final MessageDigest digest = Digests.sha256();
  private long bytes;
  private ByteArrayOutputStream heldBack;

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

  /** From here on nothing is written, until {@link #heldBack} takes it. */
  void holdBack() {
    heldBack = new ByteArrayOutputStream();
  }

  /** What was to be written and was not. */
  byte[] heldBack() {
    return heldBack.toByteArray();
  }

  /** Writes bytes to the file. */
  void write(byte[] data, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += PIECE) {
      int piece = Math.min(PIECE, length - done);
      file.out().write(data, offset + done, piece);
      digest.update(data, offset + done, piece);
      bytes += piece;
    }
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return createOrOverwrite(blockSizeHint);
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return new DigestingStream();
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
    @Override
    public long getPos() {
      return heldBack == null ? bytes : bytes + heldBack.size();
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      if (heldBack == null) {
        DigestingOutput.this.write(data, offset, length);
      } else {
        heldBack.write(data, offset, length);
      }
    }

    @Override
    public void flush() throws IOException {
      file.out().flush();
    }

    /** Leaves it to the file's owner to publish it. */
    @Override
    public void close() throws IOException {
      file.out().flush();
    }
  }
}
