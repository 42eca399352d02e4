package io.github.altprop.training.tensor.cpu;

import io.github.altprop.training.tensor.nd4j.OpenMp;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;

/**
 * The native libraries, each kept to the calling thread: the engine's own {@link Workers} are the
 * only parallelism, so that pools of OpenMP and OpenBLAS never compete with them for cores and
 * several engines can work side by side in one process.
 */
final class Natives {
  private final OpenMp openMp;

  Natives() {
    Loader.load(dnnl.class);
    Loader.load(openblas.class);
    openMp = new OpenMp();
    // For the whole process: OpenBLAS has no setting per thread.
    openblas.blas_set_num_threads(1);
    oneThread();
  }

  /** Makes OpenMP regions started by the calling thread run on that thread alone. */
  void oneThread() {
    openMp.threads(1);
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
