package io.github.altprop.training.tensor.nd4j;

import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;

/**
 * The threads of OpenMP regions, which all libraries of a process share: neither oneDNN's bindings
 * nor OpenBLAS's have a call for them, ND4J's do. ND4J itself is not started for it.
 */
public final class OpenMp {
  private final Nd4jCpu bindings = new Nd4jCpu();

  /** Makes OpenMP regions started by the calling thread run on {@code threads} threads. */
  public void threads(int threads) {
    bindings.setOmpNumThreads(threads);
  }
}
