package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.Engine;

/** Makes tensor engines. */
public final class Engines {
  private static final String CUDA_BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";

  private Engines() {}

  /**
   * The fastest engine for the processor. It sets the threads of OpenBLAS (for the process) and of
   * OpenMP (for each thread that calls it) to one and splits its work itself.
   *
   * @param threads threads that each primitive may use, at least 1; the caller's is one of them
   */
  public static Engine cpu(int threads) {
    return CpuEngine.create(threads);
  }

  /**
   * The engine for a GPU; only where {@link #cuda} says that there is one. It has CUDA for the
   * process to itself: the first call decides between CUDA and processor for all of ND4J.
   *
   * @param device CUDA's number of the GPU
   */
  public static Engine gpu(int device) {
    return Nd4jEngine.onGpu(device);
  }

  /** Whether this build holds ND4J's CUDA library (Maven profile {@code cuda}). */
  public static boolean cuda() {
    return Engines.class.getClassLoader().getResource(CUDA_BACKEND) != null;
  }

  /**
   * The engine that computes with ND4J calls alone, on whichever device ND4J runs on.
   *
   * @param threads OpenMP threads of ND4J's operations on a processor, for the calling thread
   */
  public static Engine portable(int threads) {
    return Nd4jEngine.onProcessor(threads);
  }
}
