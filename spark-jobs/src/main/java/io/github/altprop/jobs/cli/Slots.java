package io.github.altprop.jobs.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many trainings this machine can take side by side. */
final class Slots {
  /** What a training needs besides its parameters: images, activations, Java itself. */
  private static final long FIXED_BYTES = 256L << 20;

  private Slots() {}

  /**
   * One a GPU or, without any, one a core; or as many as fit into three quarters of the memory.
   *
   * @param bytes that the largest needs for its parameters
   * @param gpus that are computed on; 0 for processors
   */
  static int fitting(long bytes, int gpus) {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    long fitting = memory / 4 * 3 / (bytes + FIXED_BYTES);
    int wanted = gpus > 0 ? gpus : Runtime.getRuntime().availableProcessors();
    return (int) Math.max(1, Math.min(wanted, fitting));
  }
}
