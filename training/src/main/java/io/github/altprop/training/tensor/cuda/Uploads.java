package io.github.altprop.training.tensor.cuda;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Copies from pinned memory of the host to a GPU. Small ones are made in the stream that computes.
 * A large one is made in a stream of its own, into memory of its own, while the device computes
 * what was asked before; the computing stream waits for it and copies it on to where it belongs.
 */
final class Uploads implements AutoCloseable {
  private static final int LARGE = 1 << 15;
  private static final int EVENTS = 64;

  private final long computing;
  private final long copying;
  private final Check check;
  private final Map<Long, Landing> landings = new HashMap<>();

  // Of small uploads. Where an event has been taken for a later one, that comes after the first.
  private final long[] events = new long[EVENTS];
  private int next;

  /** Throws if a call of the driver did not succeed. */
  @FunctionalInterface
  interface Check {
    void status(String call, int status);
  }

  /**
   * Where large uploads from one piece of the host's memory come to.
   *
   * @param room 0 if there is none
   * @param landed an event: an upload is there
   * @param left an event: it was copied on
   */
  private record Landing(long room, long landed, long left) {}

  /**
   * @param computing the stream that uploads are for
   */
  Uploads(long computing, Check check) {
    this.computing = computing;
    this.check = check;
    long[] stream = new long[1];
    check.status("cuStreamCreate", Driver.cuStreamCreate(stream, Driver.NON_BLOCKING));
    copying = stream[0];
    for (int i = 0; i < EVENTS; i++) {
      events[i] = event();
    }
  }

  private long event() {
    long[] event = new long[1];
    check.status("cuEventCreate", Driver.cuEventCreate(event, Driver.WITHOUT_TIMES));
    return event[0];
  }

  /** Memory of the host to upload from, until {@link #close}. */
  ByteBuffer hostMemory(int bytes) {
    long[] address = new long[1];
    check.status("cuMemAllocHost", Driver.cuMemAllocHost_v2(address, bytes));
    long[] room = new long[1];
    boolean landing = bytes >= LARGE && Driver.cuMemAlloc_v2(room, bytes) == Driver.SUCCESS;
    landings.put(address[0], new Landing(landing ? room[0] : 0, event(), event()));
    return new Pointer(address[0]).getByteBuffer(0, bytes);
  }

  /** See {@link Accelerator#upload}. */
  long upload(ByteBuffer host, long address) {
    Pointer from = Native.getDirectBufferPointer(host.slice());
    long bytes = host.remaining();
    Landing landing = landings.get(Pointer.nativeValue(from));
    return landing.room() == 0 || bytes < LARGE
        ? between(from, address, bytes)
        : beside(landing, from, address, bytes);
  }

  private long between(Pointer from, long address, long bytes) {
    check.status("cuMemcpyHtoDAsync", Driver.cuMemcpyHtoDAsync_v2(address, from, bytes, computing));
    long event = events[next];
    next = (next + 1) % EVENTS;
    record(event, computing);
    return event;
  }

  private long beside(Landing landing, Pointer from, long address, long bytes) {
    await(copying, landing.left());
    check.status(
        "cuMemcpyHtoDAsync", Driver.cuMemcpyHtoDAsync_v2(landing.room(), from, bytes, copying));
    record(landing.landed(), copying);
    await(computing, landing.landed());
    check.status(
        "cuMemcpyDtoDAsync",
        Driver.cuMemcpyDtoDAsync_v2(address, landing.room(), bytes, computing));
    record(landing.left(), computing);
    return landing.landed();
  }

  private void record(long event, long stream) {
    check.status("cuEventRecord", Driver.cuEventRecord(event, stream));
  }

  private void await(long stream, long event) {
    check.status("cuStreamWaitEvent", Driver.cuStreamWaitEvent(stream, event, 0));
  }

  /** See {@link Accelerator#await}. */
  void await(long upload) {
    check.status("cuEventSynchronize", Driver.cuEventSynchronize(upload));
  }

  /** Gives everything back, once all uploads are made. */
  @Override
  public void close() {
    check.status("cuStreamSynchronize", Driver.cuStreamSynchronize(copying));
    for (Map.Entry<Long, Landing> each : landings.entrySet()) {
      Driver.cuMemFreeHost(each.getKey());
      Landing landing = each.getValue();
      if (landing.room() != 0) {
        Driver.cuMemFree_v2(landing.room());
      }
      Driver.cuEventDestroy_v2(landing.landed());
      Driver.cuEventDestroy_v2(landing.left());
    }
    for (long event : events) {
      Driver.cuEventDestroy_v2(event);
    }
    Driver.cuStreamDestroy_v2(copying);
  }
}
