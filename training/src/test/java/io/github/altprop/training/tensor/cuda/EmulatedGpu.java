package io.github.altprop.training.tensor.cuda;

import io.github.altprop.training.tensor.Engine;
import java.util.Optional;

/** The engine for today's GPUs, computing on a processor. */
public final class EmulatedGpu {
  private static final long CAPACITY = 1L << 32;

  private EmulatedGpu() {}

  /** Why that is not possible here; empty if it is. */
  public static Optional<String> obstacle() {
    return EmulatedKernels.obstacle();
  }

  /** A new engine. */
  public static Engine engine() {
    return CudaEngine.on(new EmulatedAccelerator(CAPACITY));
  }
}
