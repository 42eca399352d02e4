package io.github.altprop.training.tensor.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.ElementType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A device in the memory of this process. It copies what is uploaded as late as it may, and counts
 * how often it is waited for.
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
    begin();
    assertThat(allocated.remove(address)).isNotNull();
    EmulatedKernels.free(address);
  }

  @Override
  public synchronized void clear(long address, long bytes) {
    begin();
    EmulatedKernels.clear(address, bytes);
  }

  @Override
  public synchronized void copy(long from, long to, long bytes) {
    begin();
    EmulatedKernels.copy(from, to, bytes);
  }

  @Override
  public ByteBuffer hostMemory(int bytes) {
    return ByteBuffer.allocateDirect(bytes);
  }

  @Override
  public synchronized long upload(ByteBuffer host, long address) {
    ByteBuffer from = host.slice();
    long bytes = from.remaining();
    uploads.add(() -> EmulatedKernels.copy(EmulatedKernels.address(from), address, bytes));
    asked++;
    return asked;
  }

  @Override
  public synchronized void await(long upload) {
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
    begin();
    waits++;
    EmulatedKernels.copy(address, EmulatedKernels.address(host.slice()), host.remaining());
  }

  @Override
  public synchronized void launch(String kernel, int blocks, Arguments arguments) {
    begin();
    assertThat(blocks).isPositive();
    String name = (single(arguments.type()) ? "float " : "double ") + kernel;
    assertThat(EmulatedKernels.run(name, blocks, arguments.slots())).as(name).isTrue();
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
    begin();
    EmulatedKernels.gemm(
        single(type), transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
  }

  @Override
  public synchronized void factorLu(ElementType type, int n, long a, long pivots, long info) {
    begin();
    EmulatedKernels.factorLu(single(type), n, a, pivots, info);
  }

  @Override
  public synchronized void solveLu(
      ElementType type, int n, int columns, long a, long pivots, long b) {
    begin();
    EmulatedKernels.solveLu(single(type), n, columns, a, pivots, b);
  }

  @Override
  public synchronized void factorQr(ElementType type, int m, int n, long a, long tau) {
    begin();
    EmulatedKernels.factorQr(single(type), m, n, a, tau);
  }

  @Override
  public synchronized void formQ(ElementType type, int m, int n, long a, long tau) {
    begin();
    EmulatedKernels.formQ(single(type), m, n, a, tau);
  }

  @Override
  public synchronized void close() {
    assertThat(allocated).isEmpty();
  }

  private static boolean single(ElementType type) {
    return type == ElementType.FLOAT32;
  }
}
