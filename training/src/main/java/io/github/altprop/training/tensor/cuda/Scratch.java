package io.github.altprop.training.tensor.cuda;

import java.util.ArrayList;
import java.util.List;

/**
 * Memory of any content for the time of one primitive. It grows until the largest primitive has
 * room; from then on nothing is allocated.
 */
final class Scratch {
  private static final long LEAST = 1 << 16;
  private static final long ALIGNMENT = 256;

  private final Memory memory;
  private final Accelerator gpu;
  private final List<Memory.Block> outgrown = new ArrayList<>();
  private Memory.Block room;
  private Memory.Block counters;
  private long used;

  Scratch(Memory memory, Accelerator gpu) {
    this.memory = memory;
    this.gpu = gpu;
  }

  /** Begins a primitive: what was taken before is free again. */
  void start() {
    outgrown.forEach(Memory.Block::release);
    outgrown.clear();
    used = 0;
  }

  /** Address of that many bytes, until the next primitive. */
  long take(long bytes) {
    if (room == null || used + bytes > room.bytes()) {
      long wanted = Math.max(LEAST, room == null ? bytes : used + bytes);
      Memory.Block larger = memory.allocate(wanted);
      if (room != null) {
        outgrown.add(room);
      }
      room = larger;
      used = 0;
    }
    long address = room.address() + used;
    used += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return address;
  }

  /** Address of that many counts of arrived blocks, all 0; kernels leave them so. */
  long counters(int count) {
    long bytes = (long) count * Integer.BYTES;
    if (counters == null || counters.bytes() < bytes) {
      if (counters != null) {
        counters.release();
      }
      counters = memory.allocate(Math.max(LEAST, bytes));
      gpu.clear(counters.address(), counters.bytes());
    }
    return counters.address();
  }

  /** Gives everything back. */
  void release() {
    start();
    if (room != null) {
      room.release();
      room = null;
    }
    if (counters != null) {
      counters.release();
      counters = null;
    }
  }
}
