package io.github.altprop.training.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.ElementType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A device in the memory of this process. It copies what is uploaded as late as it may, counts how
 * often it is waited for, and fails where a recording is asked what it cannot hold, or memory that
 * one uses is given back.
 */
final class EmulatedAccelerator implements Accelerator {
  /** Few, but enough that sums are cut into several blocks. */
  private static final int MULTIPROCESSORS = 3;

  private final long capacity;
  private final Map<Long, Long> allocated = new HashMap<>();
  private final List<Runnable> uploads = new ArrayList<>();
  private long asked;
  private long done;
  private int waits;
  private int allocations;
  private final Map<Long, Recording> recordings = new HashMap<>();
  private Recording recording;
  private long recorded;
  private int replays;
  private int failures;

  /**
   * Calls with their arguments as they were.
   *
   * @param numbers all arguments that may be addresses
   */
  private record Recording(List<Runnable> calls, List<long[]> numbers) {
    Recording() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    boolean uses(long address, long bytes) {
      return numbers.stream()
          .flatMapToLong(Arrays::stream)
          .anyMatch(number -> number >= address && number < address + bytes);
    }
  }

  /** A device with so many bytes. */
  EmulatedAccelerator(long capacity) {
    this.capacity = capacity;
  }

  /** How often the host waited for the device. */
  synchronized int waits() {
    return waits;
  }

  /** How often memory was allocated. */
  synchronized int allocations() {
    return allocations;
  }

  /** How many recordings were done. */
  synchronized int replays() {
    return replays;
  }

  /** How many recordings there are. */
  synchronized int recordings() {
    return recordings.size();
  }

  /** Lets so many recordings fail from now on. */
  synchronized void failToRecord(int times) {
    failures = times;
  }

  @Override
  public synchronized void beginRecording() {
    assertThat(recording).isNull();
    recording = new Recording();
  }

  @Override
  public synchronized long endRecording() {
    Recording ended = recording;
    recording = null;
    assertThat(ended.calls()).isNotEmpty();
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("this could not be recorded");
    }
    recorded++;
    recordings.put(recorded, ended);
    return recorded;
  }

  @Override
  public synchronized void replay(long number) {
    begin();
    replays++;
    recordings.get(number).calls().forEach(Runnable::run);
  }

  @Override
  public synchronized void forget(long number) {
    assertThat(recording).isNull();
    assertThat(recordings.remove(number)).isNotNull();
  }

  // Does a call, or keeps it.
  private void ask(Runnable call, long... numbers) {
    if (recording == null) {
      begin();
      call.run();
    } else {
      recording.calls().add(call);
      recording.numbers().add(numbers);
    }
  }

  // What no recording holds.
  private void beginUnrecorded() {
    assertThat(recording).as("a recording is asked what it cannot hold").isNull();
    begin();
  }

  @Override
  public Device device() {
    return Device.gpu(0);
  }

  @Override
  public String description() {
    return "CUDA kernels on a processor";
  }

  @Override
  public int multiprocessors() {
    return MULTIPROCESSORS;
  }

  @Override
  public synchronized long freeBytes() {
    return capacity - allocated.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public synchronized long allocate(long bytes) {
    assertThat(bytes).isPositive();
    assertThat(recording).isNull();
    allocations++;
    if (bytes > freeBytes()) {
      return 0;
    }
    long address = EmulatedKernels.allocate(bytes);
    allocated.put(address, bytes);
    return address;
  }

  @Override
  public synchronized void free(long address) {
    beginUnrecorded();
    Long bytes = allocated.remove(address);
    assertThat(bytes).isNotNull();
    assertThat(recordings.values()).noneMatch(kept -> kept.uses(address, bytes));
    EmulatedKernels.free(address);
  }

  @Override
  public synchronized void clear(long address, long bytes) {
    ask(() -> EmulatedKernels.clear(address, bytes), address);
  }

  @Override
  public synchronized void copy(long from, long to, long bytes) {
    ask(() -> EmulatedKernels.copy(from, to, bytes), from, to);
  }

  @Override
  public ByteBuffer hostMemory(int bytes) {
    return ByteBuffer.allocateDirect(bytes);
  }

  @Override
  public synchronized long upload(ByteBuffer host, long address) {
    assertThat(recording).isNull();
    ByteBuffer from = host.slice();
    long bytes = from.remaining();
    uploads.add(() -> EmulatedKernels.copy(EmulatedKernels.address(from), address, bytes));
    asked++;
    return asked;
  }

  @Override
  public synchronized void await(long upload) {
    assertThat(recording).isNull();
    if (upload > done) {
      waits++;
      begin();
    }
  }

  // What was asked before comes first.
  private void begin() {
    uploads.forEach(Runnable::run);
    uploads.clear();
    done = asked;
  }

  @Override
  public synchronized void download(long address, ByteBuffer host) {
    beginUnrecorded();
    waits++;
    EmulatedKernels.copy(address, EmulatedKernels.address(host.slice()), host.remaining());
  }

  @Override
  public synchronized void launch(String kernel, int blocks, Arguments arguments) {
    assertThat(blocks).isPositive();
    String name = (single(arguments.type()) ? "float " : "double ") + kernel;
    long[] slots = arguments.slots();
    ask(() -> assertThat(EmulatedKernels.run(name, blocks, slots)).as(name).isTrue(), slots);
  }

  @Override
  public synchronized void gemm(
      ElementType type,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double alpha,
      long a,
      int lda,
      long b,
      int ldb,
      double beta,
      long c,
      int ldc) {
    ask(
        () ->
            EmulatedKernels.gemm(
                single(type), transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc),
        a,
        b,
        c);
  }

  @Override
  public synchronized void factorLu(ElementType type, int n, long a, long pivots, long info) {
    beginUnrecorded();
    EmulatedKernels.factorLu(single(type), n, a, pivots, info);
  }

  @Override
  public synchronized void solveLu(
      ElementType type, int n, int columns, long a, long pivots, long b) {
    beginUnrecorded();
    EmulatedKernels.solveLu(single(type), n, columns, a, pivots, b);
  }

  @Override
  public synchronized void factorQr(ElementType type, int m, int n, long a, long tau) {
    beginUnrecorded();
    EmulatedKernels.factorQr(single(type), m, n, a, tau);
  }

  @Override
  public synchronized void formQ(ElementType type, int m, int n, long a, long tau) {
    beginUnrecorded();
    EmulatedKernels.formQ(single(type), m, n, a, tau);
  }

  @Override
  public synchronized void close() {
    assertThat(allocated).isEmpty();
    assertThat(recordings).isEmpty();
  }

  private static boolean single(ElementType type) {
    return type == ElementType.FLOAT32;
  }
}
