package io.github.altprop.training.tensor.cuda;

/** cuSOLVER's dense factorisations: what is called of it. Handles and addresses are longs. */
final class Solver {
  private Solver() {}

  static native int cusolverDnCreate(long[] handle);

  static native int cusolverDnDestroy(long handle);

  static native int cusolverDnSetStream(long handle, long stream);

  static native int cusolverDnSgetrf_bufferSize(
      long handle, int m, int n, long a, int lda, int[] elements);

  static native int cusolverDnSgetrf(
      long handle, int m, int n, long a, int lda, long work, long pivots, long info);

  static native int cusolverDnSgetrs(
      long handle,
      int op,
      int n,
      int columns,
      long a,
      int lda,
      long pivots,
      long b,
      int ldb,
      long info);

  static native int cusolverDnSgeqrf_bufferSize(
      long handle, int m, int n, long a, int lda, int[] elements);

  static native int cusolverDnSgeqrf(
      long handle, int m, int n, long a, int lda, long tau, long work, int elements, long info);

  static native int cusolverDnSorgqr_bufferSize(
      long handle, int m, int n, int k, long a, int lda, long tau, int[] elements);

  static native int cusolverDnSorgqr(
      long handle,
      int m,
      int n,
      int k,
      long a,
      int lda,
      long tau,
      long work,
      int elements,
      long info);

  static native int cusolverDnDgetrf_bufferSize(
      long handle, int m, int n, long a, int lda, int[] elements);

  static native int cusolverDnDgetrf(
      long handle, int m, int n, long a, int lda, long work, long pivots, long info);

  static native int cusolverDnDgetrs(
      long handle,
      int op,
      int n,
      int columns,
      long a,
      int lda,
      long pivots,
      long b,
      int ldb,
      long info);

  static native int cusolverDnDgeqrf_bufferSize(
      long handle, int m, int n, long a, int lda, int[] elements);

  static native int cusolverDnDgeqrf(
      long handle, int m, int n, long a, int lda, long tau, long work, int elements, long info);

  static native int cusolverDnDorgqr_bufferSize(
      long handle, int m, int n, int k, long a, int lda, long tau, int[] elements);

  static native int cusolverDnDorgqr(
      long handle,
      int m,
      int n,
      int k,
      long a,
      int lda,
      long tau,
      long work,
      int elements,
      long info);
}
