package io.github.altprop.jobs.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/**
 * The first bytes of an array. Parquet wants a page's as an array too, and need not copy a full
 * one.
 */
final class PageBytes extends BytesInput {
  private final byte[] array;
  private final int length;

  PageBytes(byte[] array, int length) {
    this.array = array;
    this.length = length;
  }

  @Override
  public void writeAllTo(OutputStream out) throws IOException {
    out.write(array, 0, length);
  }

  @Override
  public byte[] toByteArray() {
    return length == array.length ? array : Arrays.copyOf(array, length);
  }

  @Override
  public long size() {
    return length;
  }
}
