package io.github.altprop.training.tensor.cuda;

import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.ElementType;
import java.nio.ByteBuffer;

/**
 * Stands between an engine and its device, and lets {@link Steps} say what becomes of each call.
 */
final class Recorder implements Accelerator {
  private final Accelerator gpu;
  private Steps steps;

  Recorder(Accelerator gpu) {
    this.gpu = gpu;
  }

  /** Whom to tell of every call; before the first. */
  void tell(Steps steps) {
    this.steps = steps;
  }

  /** The device itself. */
  Accelerator gpu() {
    return gpu;
  }

  @Override
  public Device device() {
    return gpu.device();
  }

  @Override
  public String description() {
    return gpu.description();
  }

  @Override
  public int multiprocessors() {
    return gpu.multiprocessors();
  }

  @Override
  public long freeBytes() {
    steps.interrupt();
    return gpu.freeBytes();
  }

  @Override
  public long allocate(long bytes) {
    steps.interrupt();
    return gpu.allocate(bytes);
  }

  @Override
  public void free(long address) {
    steps.interrupt();
    steps.forgetAll();
    gpu.free(address);
  }

  @Override
  public void clear(long address, long bytes) {
    if (steps.wants()) {
      gpu.clear(address, bytes);
    }
  }

  @Override
  public void copy(long from, long to, long bytes) {
    if (steps.wants()) {
      gpu.copy(from, to, bytes);
    }
  }

  @Override
  public ByteBuffer hostMemory(int bytes) {
    steps.interrupt();
    return gpu.hostMemory(bytes);
  }

  @Override
  public long upload(ByteBuffer host, long address) {
    steps.interrupt();
    return gpu.upload(host, address);
  }

  @Override
  public void await(long upload) {
    steps.interrupt();
    gpu.await(upload);
  }

  @Override
  public void download(long address, ByteBuffer host) {
    steps.interrupt();
    gpu.download(address, host);
  }

  @Override
  public void launch(String kernel, int blocks, Arguments arguments) {
    if (steps.wants()) {
      gpu.launch(kernel, blocks, arguments);
    }
  }

  @Override
  public void gemm(
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
    if (steps.wants()) {
      gpu.gemm(type, transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }
  }

  @Override
  public void factorLu(ElementType type, int n, long a, long pivots, long info) {
    steps.interrupt();
    gpu.factorLu(type, n, a, pivots, info);
  }

  @Override
  public void solveLu(ElementType type, int n, int columns, long a, long pivots, long b) {
    steps.interrupt();
    gpu.solveLu(type, n, columns, a, pivots, b);
  }

  @Override
  public void factorQr(ElementType type, int m, int n, long a, long tau) {
    steps.interrupt();
    gpu.factorQr(type, m, n, a, tau);
  }

  @Override
  public void formQ(ElementType type, int m, int n, long a, long tau) {
    steps.interrupt();
    gpu.formQ(type, m, n, a, tau);
  }

  @Override
  public void beginRecording() {
    steps.interrupt();
    gpu.beginRecording();
  }

  @Override
  public long endRecording() {
    return gpu.endRecording();
  }

  @Override
  public void replay(long recording) {
    gpu.replay(recording);
  }

  @Override
  public void forget(long recording) {
    gpu.forget(recording);
  }

  @Override
  public void close() {
    gpu.close();
  }
}
