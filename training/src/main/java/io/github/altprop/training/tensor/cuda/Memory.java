package io.github.altprop.training.tensor.cuda;

import io.github.altprop.training.tensor.OutOfDeviceMemoryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/** Memory of one engine on its device: keeps account of it, and carries numbers in and out. */
final class Memory {
  /** Bytes that are carried at a time. */
  static final int CARRIED = 1 << 22;

  /** Bytes of a small carrier. */
  private static final int SMALL = 1 << 12;

  private final Accelerator gpu;
  private final AtomicLong account = new AtomicLong();

  // As many uploads may be under way while the program goes on: those of some steps.
  private final Carriers large = new Carriers(4);
  private final Carriers small = new Carriers(16);

  Memory(Accelerator gpu) {
    this.gpu = gpu;
  }

  /** Memory of the host that takes turns. */
  private final class Carriers {
    private final ByteBuffer[] carriers;
    private final long[] uploads;
    private int next;

    Carriers(int count) {
      carriers = new ByteBuffer[count];
      uploads = new long[count];
    }

    /** The one that was used longest ago, once nothing is copied from it any more. */
    ByteBuffer take(int bytes) {
      ByteBuffer carrier = carriers[next];
      if (carrier == null || carrier.capacity() < bytes) {
        int capacity = Math.max(SMALL, Integer.highestOneBit(2 * bytes - 1));
        carrier = gpu.hostMemory(capacity).order(ByteOrder.nativeOrder());
        carriers[next] = carrier;
      } else if (uploads[next] != 0) {
        gpu.await(uploads[next]);
      }
      return carrier.clear().limit(bytes);
    }

    /** Sends off what was put into the one taken last. */
    void upload(ByteBuffer carrier, long address) {
      uploads[next] = gpu.upload(carrier, address);
      next = (next + 1) % carriers.length;
    }
  }

  /** A piece of the device's memory. */
  final class Block {
    private final long address;
    private final long bytes;
    private volatile boolean released;

    private Block(long address, long bytes) {
      this.address = address;
      this.bytes = bytes;
    }

    long address() {
      return address;
    }

    long bytes() {
      return bytes;
    }

    boolean released() {
      return released;
    }

    /** Gives the memory back, once. */
    void release() {
      if (!released) {
        gpu.free(address);
        released = true;
        account.addAndGet(-bytes);
      }
    }

    /** Whose account it is on. */
    Memory memory() {
      return Memory.this;
    }
  }

  /**
   * New memory of any content.
   *
   * @throws OutOfDeviceMemoryException if the device has no room for it
   */
  Block allocate(long bytes) {
    long address = gpu.allocate(Math.max(1, bytes));
    if (address == 0) {
      throw new OutOfDeviceMemoryException(gpu.device(), bytes, account.get(), gpu.freeBytes());
    }
    account.addAndGet(bytes);
    return new Block(address, bytes);
  }

  /** Bytes allocated and not released. */
  long allocatedBytes() {
    return account.get();
  }

  /** Copies numbers into a buffer, or out of it. */
  @FunctionalInterface
  interface Carry {
    /** The numbers from index {@code from} on, as many as the buffer holds. */
    void move(int from, ByteBuffer buffer);
  }

  /** Has {@code length} numbers written to the device, some at a time. */
  synchronized void write(long address, int length, int size, Carry numbers) {
    int step = CARRIED / size;
    for (int from = 0; from < length; from += step) {
      int bytes = Math.min(step, length - from) * size;
      Carriers carriers = carriers(bytes);
      ByteBuffer buffer = carriers.take(bytes);
      numbers.move(from, buffer.duplicate().order(ByteOrder.nativeOrder()));
      carriers.upload(buffer, address + (long) from * size);
    }
  }

  /** Has {@code length} numbers read from the device, some at a time. */
  synchronized void read(long address, int length, int size, Carry numbers) {
    int step = CARRIED / size;
    for (int from = 0; from < length; from += step) {
      int bytes = Math.min(step, length - from) * size;
      ByteBuffer buffer = carriers(bytes).take(bytes);
      gpu.download(address + (long) from * size, buffer.duplicate());
      numbers.move(from, buffer);
    }
  }

  private Carriers carriers(int bytes) {
    return bytes > SMALL ? large : small;
  }

  /** The double at an address. */
  double number(long address) {
    double[] value = new double[1];
    read(address, 1, Double.BYTES, (from, buffer) -> value[0] = buffer.getDouble());
    return value[0];
  }

  /** The int at an address. */
  int whole(long address) {
    int[] value = new int[1];
    read(address, 1, Integer.BYTES, (from, buffer) -> value[0] = buffer.getInt());
    return value[0];
  }
}
