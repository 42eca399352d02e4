package io.github.altprop.training.tensor.cpu;

import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * One block of zeroed off-heap memory, aligned to cache lines, that tensors are views of.
 *
 * <p>JavaCPP allocates it, and by default refuses more in all than the Java heap may hold: {@code
 * org.bytedeco.javacpp.maxbytes} and {@code org.bytedeco.javacpp.maxphysicalbytes} raise that.
 */
final class Storage {
  private static final int ALIGNMENT = 64;

  private final BytePointer block;
  private final BytePointer aligned;
  private final long bytes;
  private final AtomicLong account;
  private boolean released;

  /**
   * @param account counts the bytes of all storages that are not released
   */
  Storage(long bytes, AtomicLong account) {
    this.bytes = bytes;
    this.account = account;
    block = new BytePointer(bytes + ALIGNMENT);
    long misaligned = block.address() & (ALIGNMENT - 1);
    aligned = block.getPointer(misaligned == 0 ? 0 : ALIGNMENT - misaligned);
    Pointer.memset(aligned, 0, bytes);
    account.addAndGet(bytes);
  }

  long bytes() {
    return bytes;
  }

  /** The first byte. */
  BytePointer start() {
    return aligned;
  }

  boolean released() {
    return released;
  }

  /** Frees the memory; later calls do nothing. */
  void release() {
    if (!released) {
      released = true;
      aligned.setNull();
      block.deallocate();
      account.addAndGet(-bytes);
    }
  }
}
