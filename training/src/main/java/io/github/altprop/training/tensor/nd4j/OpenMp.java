package io.github.altprop.training.tensor.nd4j;

import java.util.Optional;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;

/**
 * The threads of OpenMP regions, which all libraries of a process share: neither oneDNN's bindings
 * nor OpenBLAS's have a call for them, ND4J's do. ND4J itself is not started for it.
 *
 * <p>A program without ND4J's library must start with OMP_NUM_THREADS=1, and all regions run on one
 * thread.
 */
public final class OpenMp {
  private final Optional<Nd4jCpu> bindings;

  /**
   * Finds the library.
   *
   * @throws IllegalStateException if it is not there and nothing keeps OpenMP to one thread
   */
  public OpenMp() {
    bindings = bindings();
  }

  private static Optional<Nd4jCpu> bindings() {
    try {
      return Optional.of(new Nd4jCpu());
    } catch (NoClassDefFoundError e) {
      if (!"1".equals(System.getenv("OMP_NUM_THREADS"))) {
        throw new IllegalStateException(
            "without ND4J's library on the class path, OMP_NUM_THREADS must be 1", e);
      }
      return Optional.empty();
    }
  }

  /** Makes OpenMP regions started by the calling thread run on {@code threads} threads. */
  public void threads(int threads) {
    if (bindings.isPresent()) {
      bindings.get().setOmpNumThreads(threads);
    } else if (threads != 1) {
      throw new IllegalStateException("without ND4J's library there is one OpenMP thread");
    }
  }
}
