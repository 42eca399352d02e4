package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.ModelState;
import java.util.List;

/**
 * A way to let workers fit their shares and to average what they made. There are two, for workers
 * in the driver's process and for small states on a cluster.
 */
interface Gathering {
  /**
   * Fits and gathers.
   *
   * @param description shown in Spark's user interface
   * @param common what all workers start from
   * @param shares of the workers, at least one
   * @param arrivals takes the averages
   */
  void gather(String description, ModelState common, List<Share> shares, Arrivals arrivals);
}
