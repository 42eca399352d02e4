package io.github.altprop.jobs.dl4j;

import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** How DL4J computes in this process. */
final class NativeThreads {
  /** DL4J's own switch of its oneDNN layers, which it ships turned off. */
  private static final String HELPERS_DISABLED = "org.eclipse.deeplearning4j.helpers.disable";

  private NativeThreads() {}

  /**
   * Prepares the calling thread for DL4J: its operations use so many threads, and oneDNN unless the
   * user switched it off. OpenBLAS takes the number for the whole process.
   */
  static void use(int threads) {
    if (System.getProperty(HELPERS_DISABLED) == null) {
      System.setProperty(HELPERS_DISABLED, "false");
    }
    Nd4j.getBackend(); // without it the next line fails
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    openblas.blas_set_num_threads(threads);
  }
}
