package io.github.altprop.jobs.round;

import io.github.altprop.jobs.state.ModelState;
import java.util.List;

/** Lets workers fit their shares, and brings together what they made of the common state. */
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
