package io.github.altprop.jobs.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many trainings this machine can take side by side. */
final class Slots {
  /** What a training needs besides its parameters: images, activations, Java itself. */
  private static final long FIXED_BYTES = 256L << 20;

  private Slots() {}

  /**
   * One a core, or as many as fit into three quarters of the memory.
   *
   * @param bytes that the largest needs for its parameters
   */
  static int fitting(long bytes) {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    long fitting = memory / 4 * 3 / (bytes + FIXED_BYTES);
    int cores = Runtime.getRuntime().availableProcessors();
    return (int) Math.max(1, Math.min(cores, fitting));
  }
}
