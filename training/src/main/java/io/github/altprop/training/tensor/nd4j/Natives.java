package io.github.altprop.training.tensor.nd4j;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;

/**
 * The native libraries, each kept to the calling thread: the engine's own {@link Workers} are the
 * only parallelism, so that pools of OpenMP and OpenBLAS never compete with them for cores and
 * several engines can work side by side in one process.
 */
final class Natives {
  private final Nd4jCpu openMp;

  Natives() {
    Loader.load(dnnl.class);
    Loader.load(openblas.class);
    openMp = new Nd4jCpu();
    // For the whole process: OpenBLAS has no setting per thread.
    openblas.blas_set_num_threads(1);
    oneThread();
  }

  /** Makes OpenMP regions started by the calling thread run on that thread alone. */
  void oneThread() {
    openMp.setOmpNumThreads(1);
  }

  /** Names and versions. */
  String description() {
    var version = dnnl.dnnl_version();
    return "oneDNN "
        + version.major()
        + "."
        + version.minor()
        + "."
        + version.patch()
        + ", OpenBLAS "
        + openblas.OPENBLAS_VERSION.replace("OpenBLAS", "").trim();
  }
}
