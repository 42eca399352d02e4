package io.github.altprop.training.tensor.cuda;

/** cuBLAS: what is called of it. Handles and addresses are longs; scalars lie on the host. */
final class Blas {
  /** Products of float32 in float32. */
  static final int DEFAULT_MATH = 0;

  /** Products of float32 rounded to TensorFloat-32. */
  static final int TF32_MATH = 3;

  private Blas() {}

  static native int cublasCreate_v2(long[] handle);

  static native int cublasDestroy_v2(long handle);

  static native int cublasGetVersion_v2(long handle, int[] version);

  static native int cublasSetStream_v2(long handle, long stream);

  static native int cublasSetMathMode(long handle, int mode);

  static native int cublasSetWorkspace_v2(long handle, long workspace, long bytes);

  static native int cublasSgemm_v2(
      long handle,
      int opA,
      int opB,
      int m,
      int n,
      int k,
      float[] alpha,
      long a,
      int lda,
      long b,
      int ldb,
      float[] beta,
      long c,
      int ldc);

  static native int cublasDgemm_v2(
      long handle,
      int opA,
      int opB,
      int m,
      int n,
      int k,
      double[] alpha,
      long a,
      int lda,
      long b,
      int ldb,
      double[] beta,
      long c,
      int ldc);
}
