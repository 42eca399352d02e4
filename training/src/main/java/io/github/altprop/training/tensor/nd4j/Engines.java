package io.github.altprop.training.tensor.nd4j;

import io.github.altprop.training.tensor.Engine;

/** Makes tensor engines. */
public final class Engines {
  private Engines() {}

  /**
   * The fastest engine for the processor.
   *
   * @param threads threads that each primitive may use, at least 1; the caller's is one of them
   */
  public static Engine cpu(int threads) {
    return CpuEngine.create(threads);
  }
}
