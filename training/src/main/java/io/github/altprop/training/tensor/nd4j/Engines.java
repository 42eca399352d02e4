package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.Engine;
import org.nd4j.linalg.factory.Nd4j;

/** Makes tensor engines. */
public final class Engines {
  private Engines() {}

  /**
   * The engine for the device that ND4J was built for: {@link #cpu} for its native backend, {@link
   * #portable} for any other.
   *
   * @param threads threads that each primitive may use on a processor, at least 1
   */
  public static Engine create(int threads) {
    boolean onProcessor = Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
    return onProcessor ? cpu(threads) : portable(threads);
  }

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
   * The engine that computes with ND4J calls alone, on whichever device ND4J runs on.
   *
   * @param threads OpenMP threads of ND4J's operations on a processor, for the calling thread
   */
  public static Engine portable(int threads) {
    return Nd4jEngine.create(threads);
  }
}
