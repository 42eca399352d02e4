package io.github.altprop.training.tensor.cuda;

import io.github.altprop.training.tensor.Device;
import io.github.altprop.training.tensor.ElementType;
import java.nio.ByteBuffer;

/**
 * What the engine asks of a GPU: memory, copies, the kernels of {@link KernelSource}, and the calls
 * of its libraries. All that the engine decides is decided above this interface, so that it is
 * tested without a GPU.
 *
 * <p>What is asked is done in the order of asking. Only {@link #download}, {@link #await} and
 * {@link #free} wait for it to be done. Any thread may ask; the call of one thread is done before
 * another's begins. Matrices lie in memory column by column, as in BLAS.
 */
interface Accelerator extends AutoCloseable {
  /** As users name it. */
  Device device();

  /** The GPU and the versions of its libraries, for provenance. */
  String description();

  /** Number of multiprocessors: how many blocks it takes at least to keep the GPU busy. */
  int multiprocessors();

  /** Bytes that are free for all users of the device. */
  long freeBytes();

  /** Address of that many bytes, at least 1, at a multiple of 256; 0 if there is no room. */
  long allocate(long bytes);

  /** Gives memory back that {@link #allocate} gave, once what was asked before is done. */
  void free(long address);

  /** Sets bytes to 0. */
  void clear(long address, long bytes);

  /** Copies from one address to another; the two do not overlap. */
  void copy(long from, long to, long bytes);

  /**
   * Memory of the host that is copied from while the program and the device go on; ends with this.
   */
  ByteBuffer hostMemory(int bytes);

  /**
   * Copies the first bytes of {@link #hostMemory}, up to its limit, to the device. They must stay
   * as they are until the host has {@linkplain #await awaited} that they are read.
   *
   * @return a number to await that with, not 0
   */
  long upload(ByteBuffer host, long address);

  /** Waits until the bytes of an upload are read; before the next from the same memory. */
  void await(long upload);

  /** Copies from the device into the remaining bytes of {@link #hostMemory}. */
  void download(long address, ByteBuffer host);

  /** Runs a kernel, in {@code blocks} blocks, at least 1. */
  void launch(String kernel, int blocks, Arguments arguments);

  /** c [m, n] = alpha op(a) op(b) + beta c with k columns of op(a), all above 0; see BLAS. */
  void gemm(
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
      int ldc);

  /**
   * Replaces a [n, n] by its LU factors with partial pivoting; see LAPACK's getrf.
   *
   * @param pivots room for n ints
   * @param info one int: 0, or which pivot is exactly zero, from 1
   */
  void factorLu(ElementType type, int n, long a, long pivots, long info);

  /** Replaces b [n, columns] by the solution of a x = b, from what {@link #factorLu} left. */
  void solveLu(ElementType type, int n, int columns, long a, long pivots, long b);

  /**
   * Replaces a [m, n] by R above and the reflectors of Q below its diagonal; see LAPACK's geqrf.
   *
   * @param tau room for n elements
   */
  void factorQr(ElementType type, int m, int n, long a, long tau);

  /** Replaces what {@link #factorQr} left by the first n columns of Q; see LAPACK's orgqr. */
  void formQ(ElementType type, int m, int n, long a, long tau);

  /**
   * Begins a recording: until {@link #endRecording}, by the same thread, {@link #clear}, {@link
   * #copy}, {@link #launch} and {@link #gemm} are not done but kept. Nothing else may be asked.
   */
  void beginRecording();

  /**
   * Ends a recording of at least one call. None of it has been done.
   *
   * @return its number
   * @throws IllegalStateException if the device could not record it; it is gone
   */
  long endRecording();

  /** Does what was recorded, with the memory that it was recorded for. */
  void replay(long recording);

  /** Gives a recording back. */
  void forget(long recording);

  /** Gives everything back; all memory is gone. */
  @Override
  void close();
}
